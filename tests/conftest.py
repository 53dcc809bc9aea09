"""Makes the factories in this folder importable by every test, and one reader for all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from emberwatch.language.encoder import Encoder
    from emberwatch.pipeline.reader import Reader


@pytest.fixture(scope="session")
def encoder() -> Encoder:
    """The shipped encoder on one thread; tests that ask for it are skipped where the weights are not there."""
    from emberwatch.language.encoder import WEIGHTS, Encoder

    if not (WEIGHTS / "encoder.onnx").exists():
        pytest.skip("needs the encoder's weights in src/emberwatch/language/weights")
    return Encoder(threads=1)


@pytest.fixture(scope="session")
def reader(encoder: Encoder) -> Reader:
    """A reader with the shipped data alone, made once: loading takes two seconds."""
    from emberwatch.events.codebook import Codebook
    from emberwatch.language.pipeline import LanguagePipeline
    from emberwatch.pipeline.reader import Reader
    from emberwatch.places.gazetteer import Gazetteer
    from emberwatch.resolve.actor_index import ActorIndex
    from emberwatch.resolve.actors import ActorResolver
    from emberwatch.resolve.places import PlaceResolver

    index = ActorIndex.load()
    return Reader(LanguagePipeline(encoder), Codebook.load(), PlaceResolver(Gazetteer.open()), ActorResolver(index), index)
