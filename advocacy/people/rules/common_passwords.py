"""Words that passwords are guessed with: the commonest of the lists that leak, in English and French,
folded."""

from __future__ import annotations

_TEXT = """
password passw0rd passwort motdepasse mdpmdp azerty azertyuiop qwerty qwertyuiop qwertz abcdef
abcd1234 asdfgh asdfghjkl zxcvbn zxcvbnm wxcvbn 1q2w3e4r 1qaz2wsx qazwsx zaq12wsx a1b2c3d4 123456789
12345678 1234567 123456 12345 1234 987654321 654321 4321 111111 000000 121212 112233 123123 123321
666666 696969 777777 888888 159753 147258 147852 789456 159357 741852963 123456a a123456 welcome
welcome1 bienvenue bonjour salut coucou hello letmein iloveyou jetaime jtaime loulou doudou chouchou
cheval soleil sunshine princess princesse dragon monkey football baseball basketball soccer
marseille olympique psg75 lyon69 paris75 france francais louise camille nicolas julien thomas
alexandre sebastien charlie michael jordan jessica jennifer ashley daniel andrew joshua superman
batman spiderman starwars pokemon naruto minecraft master maitre shadow secret trustno1 whatever
freedom liberte computer ordinateur internet samsung iphone android google facebook instagram
linkedin twitter youtube microsoft windows office changeme changer default defaut admin
administrateur administrator root toor test testing guest invite user utilisateur login connexion
entreprise company societe magasin boutique temporaire temporary provisoire spring summer autumn
winter printemps automne hiver january february march april june july august september october
november december janvier fevrier mars avril juin juillet aout septembre octobre novembre decembre
monday friday lundi vendredi chocolat chocolate cookie cheese fromage vanille banane orange flower
jasmine papillon tigger ginger pepper hunter killer ranger corvette ferrari porsche mercedes harley
maverick phoenix mustang access donald matrix hockey ninja thunder mickey minnie purple silver
golden diamond correcthorsebatterystaple advocacy charter charte 2019 2020 2021 2022 2023 2024 2025
2026 2027 2028 2029 2030
"""

COMMON = frozenset(_TEXT.split())

_KEYS = ("azertyuiopqsdfghjklmwxcvbn", "qwertyuiopasdfghjklzxcvbnm", "qwertzuiopasdfghjklyxcvbnm")
ROWS = tuple(3 * row for row in ("abcdefghijklmnopqrstuvwxyz", "0123456789", "1234567890", *_KEYS))
"""What fingers walk along, long enough to begin anywhere."""
