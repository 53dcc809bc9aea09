"""Modal verbs whose lemma is another modal: "could" is read as "could", not as the "can" that lemmas make of it."""

from __future__ import annotations

import pytest

from emberwatch.claims.status import own_signs
from sentence_factory import make_sentence

MODALS = [("could", "possible", 2.0), ("can", "possible", 0.5), ("might", "possible", 2.5), ("should", "demanded", 2.0), ("shall", "planned", 1.0)]


@pytest.mark.parametrize(("modal", "status", "weight"), MODALS)
def test_modals(modal: str, status: str, weight: float) -> None:
    sentence = make_sentence(f"Rebels NOUN 3 nsubj | {modal} AUX/MD 3 aux | leave VERB/VB 0 root")
    assert [(s, w) for s, w, _ in own_signs(sentence, 2) if s == status] == [(status, weight)]


def test_a_hedge_under_a_modal_is_possible() -> None:
    from emberwatch.claims.status import read_status

    sentence = make_sentence("Rebels NOUN 4 nsubj | could AUX/MD 4 aux | be AUX/VB 4 cop | poised ADJ 0 root | to PART 6 mark | return VERB/VB 4 xcomp")
    assert read_status(sentence, [5], 5, state=False).status == "possible"
