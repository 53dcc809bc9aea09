"""The words of the made-up stories: how reports tell of a happening of each kind, and what they say around it."""

from __future__ import annotations

TELLINGS: dict[str, tuple[str, ...]] = {
    "car bomb": (
        "A car bomb exploded {place} {when}, killing {dead} people.",
        "At least {dead} people were killed {when} when a vehicle packed with explosives blew up {place}.",
        "{Bad} said it carried out the bombing {place} {when}, in which {dead} people died.",
        "The blast {place} {when} killed {dead} people and wounded {hurt} others.",
    ),
    "suicide attack": (
        "A suicide bomber attacked a checkpoint {place} {when}, killing {dead} soldiers.",
        "{dead} soldiers died {when} when an attacker blew himself up {place}.",
        "{Bad} claimed the suicide attack {place} that killed {dead} members of {good} {when}.",
    ),
    "ambush": (
        "{Bad} ambushed a convoy of {good} {place} {when}, killing {dead} soldiers.",
        "{dead} soldiers were killed in an ambush {place} {when}.",
        "Gunmen opened fire on a military convoy {place} {when}, leaving {dead} soldiers dead.",
    ),
    "airstrike": (
        "Warplanes bombed a village {place} {when}, killing {dead} civilians.",
        "An air strike {place} {when} killed {dead} civilians, residents said.",
        "{dead} civilians died in air raids {place} {when}, according to a monitoring group.",
    ),
    "clash": (
        "{Good} clashed with {bad} {place} {when}; {dead} fighters were killed.",
        "Fighting between {good} and {bad} {place} {when} left {dead} fighters dead.",
        "{dead} fighters were killed {when} in battles {place}, an official said.",
    ),
    "seizure": (
        "{Good} captured the town of {town} from {bad} {when}.",
        "{Bad} lost {town} to {good} {when}.",
        "{Good} took full control of {town} {when} after days of fighting, a commander said.",
    ),
    "withdrawal": (
        "{Bad} withdrew from {town} {when}.",
        "{Bad} pulled its fighters out of {town} {when}, residents said.",
        "The withdrawal of {bad} from {town} took place {when}.",
    ),
    "shelling": (
        "{Bad} shelled a market {place} {when}, killing {dead} people.",
        "Mortar fire hit a market {place} {when} and {dead} people were killed.",
        "{dead} people died when shells struck {place} {when}, medics said.",
    ),
    "abduction": (
        "{Bad} abducted {dead} villagers {place} {when}.",
        "{dead} villagers were kidnapped {place} {when}, local officials said.",
        "Gunmen seized {dead} villagers {place} {when}.",
    ),
    "flight": (
        "About {many} people fled {town} {when}.",
        "{many} residents left {town} {when}, the United Nations said.",
        "Aid workers said that {many} people had been displaced from {town} {when}.",
    ),
}  # fmt: skip
FOLLOW_UPS: dict[str, tuple[str, ...]] = {
    "car bomb": (
        "No group has claimed the attack.",
        "The blast damaged several shops.",
        "Witnesses said the explosion was heard miles away.",
        "The bombing was condemned by the president.",
    ),
    "suicide attack": (
        "The attack was the worst in months.",
        "Police blamed {bad} for the bombing.",
        "The explosion destroyed two vehicles.",
        "The suicide bombing drew condemnation.",
    ),
    "ambush": (
        "The attack lasted an hour.",
        "{Bad} said it was behind the ambush.",
        "The army confirmed the attack.",
        "Soldiers returned fire during the ambush.",
    ),
    "airstrike": (
        "The strike destroyed ten houses.",
        "The air raid was carried out by {good}, witnesses said.",
        "Residents said the bombing went on for an hour.",
        "{Good} denied the attack.",
    ),
    "clash": (
        "The fighting lasted several hours.",
        "Residents fled the clashes.",
        "The battle was the heaviest in weeks, a commander said.",
    ),
    "seizure": (
        "{Bad} fled during the assault.",
        "The capture of {town} was confirmed by residents.",
        "Soldiers raised the flag after taking the town.",
    ),
    "withdrawal": (
        "The withdrawal was confirmed by residents.",
        "The pullout came after talks.",
    ),
    "shelling": (
        "The shelling lasted all morning.",
        "The attack destroyed many stalls.",
        "{Bad} denied the shelling.",
    ),
    "abduction": (
        "The army condemned the kidnapping.",
        "The abduction was the third this year.",
        "Relatives of the abducted villagers asked for help.",
    ),
    "flight": (
        "Most of those who fled were women and children.",
        "The exodus is the largest this year.",
    ),
}
"""What reports say further of what they have told, without its place or day."""
ANOTHER = (
    "A similar attack {earlier} killed {few} people.",
    "Another attack in {other} {earlier} left {few} people dead.",
    "{few} people were killed in an earlier attack in {other}.",
)  # fmt: skip
PLANS: dict[str, tuple[str, ...]] = {
    "withdrawal": ("{Bad} will withdraw from {town} {ahead}, officials said.", "{Bad} plans to pull out of {town} {ahead}."),
    "seizure": ("{Good} is preparing to retake {town} {ahead}.",),
}
BACKGROUND = (
    "The conflict has killed tens of thousands of people since {year}.",
    "The war in {country} began in {year}.",
    "{Bad} has carried out many attacks in {country} in recent years.",
    "{Good} has been fighting {bad} for years.",
    "Millions of people have fled the fighting in {country} since {year}.",
)  # fmt: skip
TYPES: dict[str, tuple[str, ...]] = {
    "seizure": ("SEIZE", "CONTROL", "RETREAT", "ASSAULT"),
    "withdrawal": ("RETREAT", "DISPLACE", "CONTROL"),
    "abduction": ("ASSAULT", "COERCE", "SEIZE"),
    "flight": ("DISPLACE", "RETREAT"),
}
"""Types of the facts that tell of a happening of each kind; of all other kinds ASSAULT and CASUALTIES. What else its sentences tell is beside it."""
