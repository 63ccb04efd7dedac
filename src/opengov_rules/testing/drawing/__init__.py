"""Evidence for any unit of any program, thrown with dice: valid by construction, and fond of boundaries."""

from .answers import Plain, draw_answers
from .completions import completed
from .faults import countable_faults, faulty_pair
from .questionnaire import Questionnaire

__all__ = ["Plain", "Questionnaire", "completed", "countable_faults", "draw_answers", "faulty_pair"]
