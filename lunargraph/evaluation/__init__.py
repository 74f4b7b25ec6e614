"""How well a reader of text reads: hand-read articles, figures, errors by cause, and floors that hold them."""

from lunargraph.evaluation.causes import Cause, ClaimError, errors_of
from lunargraph.evaluation.floors import check_floors, update_floors
from lunargraph.evaluation.gold import GoldArticle, read_gold, read_predicted, read_with
from lunargraph.evaluation.names import Names
from lunargraph.evaluation.scores import Figures, Score, score
from lunargraph.sheets import NotedClaim, Sheet, sheet_of

__all__ = [
    "Cause",
    "ClaimError",
    "Figures",
    "GoldArticle",
    "Names",
    "NotedClaim",
    "Score",
    "Sheet",
    "check_floors",
    "errors_of",
    "read_gold",
    "read_predicted",
    "read_with",
    "score",
    "sheet_of",
    "update_floors",
]
