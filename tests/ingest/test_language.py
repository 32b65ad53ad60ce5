from __future__ import annotations

import pytest

from bot.ingest.language import LANGUAGES, guess, settle

TEXTS = {
    "ar": "يولد جميع الناس أحراراً متساوين في الكرامة والحقوق.",
    "bg": "Всички хора се раждат свободни и равни по достойнство и права, тъй като са"
    " надарени с разум и съвест и са длъжни да бъдат като братя един към друг,"
    " независимо къде живеят.",
    "cs": "Všichni lidé se rodí svobodní a rovní v důstojnosti a právech, jsou nadáni"
    " rozumem a mají se k sobě chovat v duchu bratrství.",
    "de": "Alle Menschen sind frei und gleich an Würde und Rechten geboren und sollen"
    " einander im Geist der Brüderlichkeit begegnen.",
    "el": "Όλοι οι άνθρωποι γεννιούνται ελεύθεροι και ίσοι.",
    "en": "All human beings are born free and equal in dignity and rights, and they should"
    " act towards one another in a spirit of brotherhood.",
    "es": "Todos los seres humanos nacen libres e iguales en dignidad y derechos y deben"
    " comportarse fraternalmente los unos con los otros.",
    "fa": "تمام افراد بشر آزاد به دنیا می‌آیند و از لحاظ حیثیت و حقوق با هم برابرند و همگی"
    " دارای عقل و وجدان هستند، پس چگونه",
    "fi": "Kaikki ihmiset syntyvät vapaina ja tasavertaisina, ja heille on annettu järki,"
    " mutta myös omatunto, niin että he ovat kuin veljiä.",
    "fr": "Tous les êtres humains naissent libres et égaux en dignité et en droits, et ils"
    " doivent agir les uns envers les autres dans un esprit de fraternité.",
    "hi": "सभी मनुष्यों को गौरव और अधिकारों के मामले में जन्मजात स्वतन्त्रता प्राप्त है।",
    "it": "Tutti gli esseri umani nascono liberi ed eguali in dignità e diritti, e devono"
    " agire gli uni verso gli altri in spirito di fratellanza con la ragione.",
    "ja": "すべての人間は、生まれながらにして自由であり、かつ、尊厳と権利とについて平等である。",
    "ko": "모든 인간은 태어날 때부터 자유로우며 그 존엄과 권리에 있어 동등하다.",
    "nl": "Alle mensen worden vrij en gelijk in waardigheid en rechten geboren, en zij"
    " zijn begiftigd met verstand en geweten van de natuur.",
    "pl": "Wszyscy ludzie rodzą się wolni i równi pod względem swej godności i praw, i są"
    " obdarzeni rozumem oraz sumieniem.",
    "pt": "Todos os seres humanos nascem livres e iguais em dignidade e em direitos, e"
    " devem agir uns para com os outros em espírito de fraternidade.",
    "ru": "Все люди рождаются свободными и равными в своём достоинстве и правах.",
    "sv": "Alla människor är födda fria och lika i värde och rättigheter, och de har"
    " förnuft och samvete som inte kan tas från dem.",
    "uk": "Всі люди народжуються вільними і рівними у своїй гідності та правах.",
    "zh": "人人生而自由,在尊严和权利上一律平等。",
}


@pytest.mark.parametrize("language", TEXTS)
def test_a_sentence_or_two_tell_the_language(language: str) -> None:
    assert guess(TEXTS[language]) == language
    assert language in LANGUAGES


@pytest.mark.parametrize(
    "text", ["", "Annual report", "42 - 17 = 25", "OK", "Kofi Annan, New York"]
)
def test_too_little_text_tells_nothing(text: str) -> None:
    assert guess(text) == ""


@pytest.mark.parametrize(
    ("declared", "text", "settled"),
    [
        ("en", TEXTS["fr"], "fr"),  # a template's language
        ("en-US", "Annual report", "en"),
        ("pt_BR", "", "pt"),
        ("eu", TEXTS["es"], "eu"),  # not in the tables: the file knows better
        ("", TEXTS["de"], "de"),
        ("Deutsch", TEXTS["de"], "de"),
        ("", "OK", ""),
    ],
)
def test_the_text_is_believed_where_it_can_be_told(declared: str, text: str, settled: str) -> None:
    assert settle(declared, text) == settled


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("tr", "Vapur seferleri hazırlandı. Çocuklar ağır çantalarını taşıdı. Yağmur yağdı."),
        ("vi", "Chuyến phà chạy mỗi giờ. Vé giá mười hai đồng. Học sinh trả sáu đồng."),
        ("pl", "Statek płynie co godzinę. Bilet kosztował dwa złote. Łódź stała."),
        ("cs", "Trajekt vyjížděl každou hodinu. Děti zaplatí šest korun. Přístaviště zůstalo."),
        ("", "Svi ljudi se rađaju slobodni i jednaki u dostojanstvu. Oni su obdareni razumom."),
        ("", "Trajekt premáva každú hodinu. Deti zaplatia šesť eur. To je na ostrove, a je to."),
        ("", "Bütün insanlar azad doğulur, ləyaqət və hüquqları bərabərdir, ağıl verilmişdir."),
    ],
)
def test_letters_that_only_one_language_has_tell_it(language: str, text: str) -> None:
    assert guess(text) == language
