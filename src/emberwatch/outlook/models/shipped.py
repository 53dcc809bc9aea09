"""The model of counts that is used unless another is named, and those it is shown beside."""

from __future__ import annotations

from emberwatch.outlook.calibrate import Recalibrated
from emberwatch.outlook.models.base import Model
from emberwatch.outlook.models.boosted import Boosted
from emberwatch.outlook.models.hawkes import Hawkes
from emberwatch.outlook.models.hurdle import Hurdle
from emberwatch.outlook.models.naive import CONFLICTOLOGY, NAIVE_MODELS
from emberwatch.outlook.models.pool import Pool
from emberwatch.outlook.models.smoothed import LONG, MIDDLE, SHORT, WIDE, YEAR

OWN_MEMORIES = (SHORT, MIDDLE, LONG, YEAR)
DEFAULT = Pool(OWN_MEMORIES, "memories", weigh=False)
"""Four memories of a unit's own history in equal parts: needs numpy alone, is fitted in a second, and no weighing has beaten it."""
WEIGHTED = Pool((*OWN_MEMORIES, WIDE, Hurdle(), Hawkes(), CONFLICTOLOGY), "weighted pool")
RECALIBRATED = Recalibrated(DEFAULT, "memories, recalibrated")
COUNT_MODELS: tuple[Model, ...] = (*NAIVE_MODELS, MIDDLE, YEAR, Hurdle(), Hawkes(), Boosted(), DEFAULT, WEIGHTED, RECALIBRATED)
