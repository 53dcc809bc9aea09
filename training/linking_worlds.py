"""The countries of the made-up stories: towns with their provinces, and the names of the sides."""

from __future__ import annotations

WORLDS: tuple[tuple[str, dict[str, str], tuple[str, ...], tuple[str, ...]], ...] = (
    (
        "Syria",
        {
            "Hajin": "Deir ez-Zor province",
            "Mayadin": "Deir ez-Zor province",
            "Raqqa": "Raqqa province",
            "Manbij": "Aleppo province",
            "Idlib": "Idlib province",
        },
        ("the Syrian Democratic Forces", "the Syrian army"),
        ("Islamic State", "ISIS"),
    ),
    (
        "Iraq",
        {
            "Mosul": "Nineveh province",
            "Tal Afar": "Nineveh province",
            "Baqubah": "Diyala province",
            "Fallujah": "Anbar province",
            "Kirkuk": "Kirkuk province",
        },
        ("the Iraqi army", "the Peshmerga"),
        ("Islamic State", "IS"),
    ),
    (
        "Afghanistan",
        {
            "Kunduz": "Kunduz province",
            "Ghazni": "Ghazni province",
            "Jalalabad": "Nangarhar province",
            "Lashkar Gah": "Helmand province",
            "Sangin": "Helmand province",
        },
        ("Afghan forces", "NATO"),
        ("the Taliban", "Taliban fighters"),
    ),
    (
        "Somalia",
        {
            "Kismayo": "the Lower Juba region",
            "Baidoa": "the Bay region",
            "Beledweyne": "the Hiran region",
            "Afgooye": "the Lower Shabelle region",
            "Merca": "the Lower Shabelle region",
        },
        ("the Somali army", "African Union troops"),
        ("al-Shabab", "al-Shabaab"),
    ),
    (
        "Mali",
        {
            "Gao": "the Gao region",
            "Mopti": "the Mopti region",
            "Bandiagara": "the Mopti region",
            "Kidal": "the Kidal region",
            "Timbuktu": "the Timbuktu region",
        },
        ("the Malian army", "French forces"),
        ("JNIM", "jihadists"),
    ),
    (
        "Nigeria",
        {
            "Maiduguri": "Borno state",
            "Damaturu": "Yobe state",
            "Bama": "Borno state",
            "Chibok": "Borno state",
            "Potiskum": "Yobe state",
        },
        ("the Nigerian army", "Nigerian troops"),
        ("Boko Haram", "ISWAP"),
    ),
    (
        "Yemen",
        {
            "Taiz": "Taiz province",
            "Marib": "Marib province",
            "Hodeidah": "Hodeidah province",
            "Aden": "Aden province",
            "Saada": "Saada province",
        },
        ("Yemeni government forces", "the Saudi-led coalition"),
        ("the Houthis", "Houthi rebels"),
    ),
    (
        "Ukraine",
        {
            "Kramatorsk": "the Donetsk region",
            "Avdiivka": "the Donetsk region",
            "Kherson": "the Kherson region",
            "Kharkiv": "the Kharkiv region",
            "Izium": "the Kharkiv region",
        },
        ("Ukrainian forces", "the Ukrainian army"),
        ("Russian forces", "the Russian army"),
    ),
    (
        "Congo",
        {
            "Goma": "North Kivu province",
            "Beni": "North Kivu province",
            "Bunia": "Ituri province",
            "Bukavu": "South Kivu province",
            "Butembo": "North Kivu province",
        },
        ("the Congolese army", "UN peacekeepers"),
        ("the ADF", "M23 rebels"),
    ),
    (
        "Pakistan",
        {
            "Quetta": "Balochistan",
            "Peshawar": "Khyber Pakhtunkhwa",
            "Bannu": "Khyber Pakhtunkhwa",
            "Karachi": "Sindh",
            "Turbat": "Balochistan",
        },
        ("Pakistani troops", "the Pakistani army"),
        ("the Pakistani Taliban", "the TTP"),
    ),
)
"""Country, towns with their provinces, the forces on the one side, the names of the other side."""
