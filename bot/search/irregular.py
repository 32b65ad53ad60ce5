"""English forms that no stemmer brings back to their verb or noun.

Snowball takes "funded" and "funding" to "fund" but leaves "paid" beside "pay". Who asks "when did
it begin" should find "it began". Forms that are common words of another meaning (saw, left, found,
felt, lay) are left out.
"""

from __future__ import annotations

from collections.abc import Mapping

BASE_FORMS: Mapping[str, str] = {
    form: base
    for base, forms in (
        line.split(": ")
        for line in """
arise: arose arisen
become: became
begin: began begun
bring: brought
build: built
buy: bought
catch: caught
child: children
choose: chose chosen
come: came
deal: dealt
die: died dying
draw: drew drawn
drive: drove driven
eat: ate eaten
fall: fell fallen
fight: fought
fly: flew flown
forbid: forbade forbidden
forget: forgot forgotten
freeze: froze frozen
give: gave given
go: went gone
grow: grew grown
hear: heard
hide: hid hidden
hold: held
keep: kept
know: knew known
lead: led
lend: lent
lose: lost
make: made
man: men
meet: met
pay: paid
person: persons people
prove: proven
ride: rode ridden
rise: rose risen
run: ran
say: said
seek: sought
sell: sold
send: sent
shake: shook shaken
show: shown
shrink: shrank shrunk
sing: sang sung
sink: sank sunk
sit: sat
speak: spoke spoken
spend: spent
stand: stood
steal: stole stolen
strike: struck stricken
swim: swam swum
take: took taken
teach: taught
tell: told
think: thought
throw: threw thrown
understand: understood
wear: wore worn
win: won
woman: women
write: wrote written
""".strip().splitlines()
    )
    for form in forms.split()
}
