"""Web pages in many languages whose sentences are hard to link to: own texts about one harbour.

Each has sentences that begin alike, long ones (also in scripts without blanks), quotation marks,
numbers and hyphens, the items of a list and the rows of a table.
"""

from __future__ import annotations

from html import escape

PARAGRAPHS = {
    "en": """
        The harbour of Arven was dredged in 2019. The new quay, which the town had wanted for more than thirty years, was paid for by the ferry line, the fishermen's co-operative and a fund of the European Union.
        The new quay, which the town had wanted for more than thirty years, is closed to lorries of over 7.5 tonnes until the last of its pillars has been looked at by the engineers. “We can wait,” said the harbour master (no. 2 on the island), “but not for ever – or not on a Sunday.”
        Yes. The fee is €12.50 for a boat of 8-10 m, i.e. 20% more than in 2018/19, and AT&T has a mast there. Yes.""",  # noqa: E501
    "de": """
        Der Hafen von Arven wurde 2019 ausgebaggert. Der neue Kai, den sich die Stadt seit mehr als dreißig Jahren gewünscht hatte, wurde von der Fährgesellschaft, der Genossenschaft der Fischer und der Europäischen Union bezahlt.
        Der neue Kai, den sich die Stadt seit mehr als dreißig Jahren gewünscht hatte, bleibt für Lastwagen von über 7,5 Tonnen gesperrt, bis die Ingenieure der Wasserstraßen- und Schifffahrtsverwaltung den letzten Pfeiler geprüft haben. „Wir können warten“, sagte die Hafenmeisterin, „aber nicht ewig.“
        Die Gebühr beträgt 12,50 € für ein Boot von 8–10 m Länge, d. h. 20 % mehr als in der Saison 2018/19.""",  # noqa: E501
    "fr": """
        Le port d'Arven a été dragué en 2019. Le nouveau quai, que la ville attendait depuis plus de trente ans, a été payé par la compagnie des bacs, la coopérative des pêcheurs et un fonds de l’Union européenne.
        Le nouveau quai, que la ville attendait depuis plus de trente ans, reste fermé aux camions de plus de 7,5 tonnes jusqu'à ce que le dernier pilier ait été examiné par les ingénieurs. « Nous pouvons attendre », a dit la capitaine du port, « mais pas toujours : l'été est court ! »
        Combien coûte une place ? Elle coûte 12,50 € par jour pour un bateau de 8 à 10 m, soit 20 % de plus qu'en 2018.""",  # noqa: E501
    "es": """
        El puerto de Arven se dragó en 2019. El nuevo muelle, que la ciudad había deseado durante más de treinta años, lo pagaron la compañía de transbordadores, la cooperativa de pescadores y un fondo de la Unión Europea.
        El nuevo muelle, que la ciudad había deseado durante más de treinta años, seguirá cerrado a los camiones de más de 7,5 toneladas hasta que los ingenieros hayan revisado el último de los pilares. «Podemos esperar», dijo la capitana, «pero no para siempre».
        ¿Cuánto cuesta una plaza? Cuesta 12,50 € al día para un barco de 8 a 10 m, es decir, un 20 % más que en 2018.""",  # noqa: E501
    "ru": """
        Гавань Арвена углубили в 2019 году. Новый причал, о котором город мечтал больше тридцати лет, оплатили паромная компания, рыболовецкий кооператив и один из фондов Европейского союза.
        Новый причал, о котором город мечтал больше тридцати лет, останется закрытым для грузовиков тяжелее 7,5 тонны, пока инженеры не осмотрят последнюю из его опор. «Мы можем подождать, — сказала начальница порта, — но не вечно».
        Сколько стоит место? Оно стоит 12,50 евро в день для лодки длиной 8–10 м, т. е. на 20 % больше, чем в 2018 году.""",  # noqa: E501
    "el": """
        Το λιμάνι της Άρβεν βυθοκορήθηκε το 2019. Τη νέα προβλήτα, που η πόλη την ήθελε για περισσότερα από τριάντα χρόνια, την πλήρωσαν η εταιρεία των πορθμείων, ο συνεταιρισμός των ψαράδων και ένα ταμείο της Ευρωπαϊκής Ένωσης.
        Τη νέα προβλήτα, που η πόλη την ήθελε για περισσότερα από τριάντα χρόνια, δεν θα την περνούν φορτηγά άνω των 7,5 τόνων ώσπου να εξετάσουν οι μηχανικοί και τον τελευταίο πυλώνα. «Μπορούμε να περιμένουμε», είπε η λιμενάρχης, «αλλά όχι για πάντα».
        Πόσο κοστίζει μια θέση; Κοστίζει 12,50 € την ημέρα για σκάφος 8–10 μ., δηλαδή 20% περισσότερο απ' ό,τι το 2018.""",  # noqa: E501
    "tr": """
        Arven limanı 2019'da derinleştirildi. Kentin otuz yılı aşkın bir süredir istediği yeni rıhtımın parasını vapur şirketi, balıkçılar kooperatifi ve Avrupa Birliği'nin bir fonu ödedi.
        Kentin otuz yılı aşkın bir süredir istediği yeni rıhtım, mühendisler ayaklarının sonuncusunu da inceleyene kadar 7,5 tondan ağır kamyonlara kapalı kalacak. “Bekleyebiliriz,” dedi liman başkanı, “ama sonsuza dek değil.”
        Bir yer kaça? İçinde 8-10 m uzunluğunda bir tekne için günde 12,50 avro, yani 2018'dekinden %20 daha fazla.""",  # noqa: E501
    "vi": """
        Cảng Arven được nạo vét vào năm 2019. Bến tàu mới mà thành phố mong muốn từ hơn ba mươi năm nay do công ty phà, hợp tác xã ngư dân và một quỹ của Liên minh châu Âu trả tiền.
        Bến tàu mới mà thành phố mong muốn từ hơn ba mươi năm nay vẫn cấm xe tải trên 7,5 tấn cho đến khi các kỹ sư xem xét xong trụ cuối cùng của nó. “Chúng tôi có thể chờ,” bà cảng trưởng nói, “nhưng không phải mãi mãi.”
        Một chỗ đậu giá bao nhiêu? Giá là 12,50 euro một ngày cho thuyền dài 8–10 m, tức là cao hơn 20% so với năm 2018.""",  # noqa: E501
    "ar": """
        جرى تعميق ميناء أرفن في عام 2019. أما الرصيف الجديد الذي تمنته المدينة منذ أكثر من ثلاثين عامًا، فقد دفعت ثمنه شركة العبّارات وتعاونية الصيادين وصندوق تابع للاتحاد الأوروبي.
        أما الرصيف الجديد الذي تمنته المدينة منذ أكثر من ثلاثين عامًا، فسيبقى مغلقًا أمام الشاحنات التي يزيد وزنها على 7.5 أطنان حتى يفحص المهندسون آخر أعمدته. وقالت مديرة الميناء: «نستطيع أن ننتظر، ولكن ليس إلى الأبد».
        كم يكلف المكان؟ يكلف 12.50 يورو في اليوم لقارب طوله من 8 إلى 10 أمتار، أي أكثر بنسبة 20% مما كان في عام 2018.""",  # noqa: E501
    "he": """
        נמל ארוון הועמק בשנת 2019. את הרציף החדש, שהעיר רצתה בו במשך יותר משלושים שנה, מימנו חברת המעבורות, קואופרטיב הדייגים וקרן של האיחוד האירופי.
        את הרציף החדש, שהעיר רצתה בו במשך יותר משלושים שנה, לא יעברו משאיות שמשקלן עולה על 7.5 טונות עד שהמהנדסים יבדקו את אחרון העמודים שלו. "אנחנו יכולים לחכות", אמרה מנהלת הנמל, "אבל לא לנצח".
        כמה עולה מקום? הוא עולה 12.50 אירו ליום לסירה באורך של 8–10 מ', כלומר 20% יותר מאשר בשנת 2018.""",  # noqa: E501
    "hi": """
        आर्वेन के बंदरगाह को 2019 में गहरा किया गया। नए घाट का, जिसे शहर तीस वर्ष से भी अधिक समय से चाहता था, खर्च नौका कंपनी, मछुआरों की सहकारी समिति और यूरोपीय संघ के एक कोष ने उठाया।
        नए घाट का, जिसे शहर तीस वर्ष से भी अधिक समय से चाहता था, रास्ता 7.5 टन से भारी ट्रकों के लिए तब तक बंद रहेगा जब तक इंजीनियर उसके अंतिम खंभे की जाँच नहीं कर लेते। बंदरगाह की अध्यक्ष ने कहा, “हम प्रतीक्षा कर सकते हैं, लेकिन हमेशा नहीं।”
        एक जगह का शुल्क कितना है? 8 से 10 मीटर की नाव के लिए यह प्रतिदिन 12.50 यूरो है, यानी 2018 की तुलना में 20% अधिक।""",  # noqa: E501
    "th": """
        ท่าเรืออาร์เวนถูกขุดลอกในปี 2562 ท่าเทียบเรือแห่งใหม่ที่เมืองนี้อยากได้มานานกว่าสามสิบปีได้รับเงินจากบริษัทเรือข้ามฟากสหกรณ์ชาวประมงและกองทุนของสหภาพยุโรป
        ท่าเทียบเรือแห่งใหม่ที่เมืองนี้อยากได้มานานกว่าสามสิบปียังคงปิดสำหรับรถบรรทุกที่หนักเกิน 7.5 ตันจนกว่าวิศวกรจะตรวจสอบเสาต้นสุดท้ายเสร็จเรียบร้อยแล้ว
        หัวหน้าท่าเรือกล่าวว่า “เรารอได้แต่ไม่ใช่ตลอดไป” และค่าจอดเรือยาวแปดถึงสิบเมตรอยู่ที่วันละ 12.50 ยูโร""",  # noqa: E501
    "ja": """
        アルヴェンの港は2019年に浚渫された。町が三十年以上も前から望んでいた新しい岸壁の費用は、渡し船の会社と漁師たちの協同組合、そして欧州連合の基金が負担した。
        町が三十年以上も前から望んでいた新しい岸壁は、技師たちが最後の柱を調べ終えるまで、七・五トンを超えるトラックの通行が禁じられている。「待つことはできます。しかし、いつまでもというわけにはいきません」と港長は話した。
        停泊料は長さ8~10メートルの船で一日12.50ユーロ、つまり2018年より20%高い。""",
    "zh": """
        阿尔文港于2019年完成疏浚。该市三十多年来一直希望修建的新码头由渡轮公司、渔民合作社以及欧盟的一个基金共同出资修建，并由当地的一家工程公司负责施工。
        该市三十多年来一直希望修建的新码头在工程师们检查完最后一根桥墩之前将继续禁止超过七点五吨的卡车通行，行人和自行车则可以随时通过。港口主任说：“我们可以等，但不能永远等下去。”
        停泊费为每天12.50欧元（船长8至10米），也就是说，比2018年高出20%。""",
    "ko": """
        아르벤 항구는 2019년에 준설되었다. 이 도시가 삼십 년 넘게 바라던 새 부두의 비용은 여객선 회사와 어민 협동조합, 그리고 유럽연합의 한 기금이 부담하였다.
        이 도시가 삼십 년 넘게 바라던 새 부두는 기술자들이 마지막 기둥을 살펴볼 때까지 7.5톤이 넘는 화물차의 통행이 금지된다. “우리는 기다릴 수 있지만 영원히 기다릴 수는 없습니다.”라고 항만장은 말했다.
        정박료는 얼마인가? 길이 8~10m의 배는 하루 12.50유로로, 2018년보다 20% 비싸다.""",  # noqa: E501
}
"""By language; each line is a paragraph."""

ROWS = {
    "en": ("Skerry Light", "built in 1931", "90 passengers"),
    "de": ("Seestern", "gebaut 1931", "90 Fahrgäste"),
    "fr": ("Étoile de mer", "construit en 1931", "90 passagers"),
    "es": ("Estrella de mar", "construido en 1931", "90 pasajeros"),
    "ru": ("Морская звезда", "построен в 1931 году", "90 пассажиров"),
    "el": ("Αστερίας", "ναυπηγήθηκε το 1931", "90 επιβάτες"),
    "tr": ("Denizyıldızı", "yapım yılı 1931", "90 yolcu"),
    "vi": ("Sao Biển", "đóng năm 1931", "90 hành khách"),
    "ar": ("نجمة البحر", "بُنيت عام 1931", "90 راكبًا"),
    "he": ("כוכב ים", "נבנתה בשנת 1931", "90 נוסעים"),
    "hi": ("समुद्र तारा", "1931 में बनी", "90 यात्री"),
    "th": ("ดาวทะเล", "ต่อในปี 2474", "ผู้โดยสาร 90 คน"),
    "ja": ("ひとで丸", "1931年建造", "乗客90人"),
    "zh": ("海星号", "建于1931年", "载客90人"),
    "ko": ("불가사리호", "1931년 건조", "승객 90명"),
}
"""A ship, by language: the cells of a row."""

RUBY = """
<p>昔の<ruby>港町<rt>みなとまち</rt></ruby>の話です。この<ruby>漢<rt>かん</rt>字<rt>じ</rt></ruby>を読むことは、<ruby>東京<rt>とうきょう</rt></ruby>の<ruby>人<rt>ひと</rt></ruby>にとっては<ruby>難<rt>むずか</rt></ruby>しくないと<ruby>言<rt>い</rt></ruby>われている。</p>
<p><ruby>大阪<rp>（</rp><rt>おおさか</rt><rp>）</rp></ruby>と<ruby>京都<rp>（</rp><rt>きょうと</rt><rp>）</rp></ruby>では話が違うと、<ruby>駅長<rp>（</rp><rt>えきちょう</rt><rp>）</rp></ruby>さんは<ruby>笑<rp>（</rp><rt>わら</rt><rp>）</rp></ruby>いながら教えてくれました。<ruby>橋<rt>はし</rt></ruby>は<ruby>古<rt>ふる</rt></ruby>い。</p>
<p>この<ruby>橋<rt>はし</rt></ruby>は1931<ruby>年<rt>ねん</rt></ruby>にかけられ、<ruby>町<rt>まち</rt></ruby>の<ruby>人<rt>ひと</rt></ruby>たちの<ruby>自慢<rt>じまん</rt></ruby>です。</p>
"""
"""Japanese with its readings above it."""


def page(language: str) -> bytes:
    """Return a web page in a language."""
    lines = [line.strip() for line in PARAGRAPHS[language].strip().splitlines()]
    ship, built, carries = ROWS[language]
    items = [lines[2], f"{ship}, {built}, {carries}."]
    rows = [
        ROWS[language],
        (
            f"{ship} 2",
            built.replace("31", "54").replace("2474", "2497"),
            carries.replace("90", "60"),
        ),
        (
            f"{ship} 3",
            built.replace("31", "88").replace("2474", "2531"),
            carries.replace("90", "75"),
        ),
    ]
    cells = "".join(
        f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>\n" for row in rows
    )
    paragraphs = "".join(f"<p>{_marked_up(line)}</p>\n" for line in lines[:2])
    listed = "".join(f"<li>{escape(item)}</li>\n" for item in items)
    ruby = RUBY if language == "ja" else ""
    return f"""<!doctype html><html lang="{language}"><head><meta charset="utf-8">
<title>Arven ({language})</title></head><body><main><article><h1>Arven ({language})</h1>
{paragraphs}<h2>1931</h2><ul>{listed}</ul><table>{cells}</table>{ruby}</article></main>
</body></html>""".encode()


def _marked_up(line: str) -> str:
    """Return a paragraph as HTML, its second half in bold and with line ends as editors set."""
    half = len(line) // 2
    while line[half] != " " and line[half] not in "。，、" and half < len(line) - 1:
        half += 1
    return f"{escape(line[:half])}<b>{escape(line[half:])}</b>".replace(". ", ".\n ", 1)
