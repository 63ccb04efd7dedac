import pickle
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from hypothesis import given, settings
from hypothesis import strategies as st

from cases import FEW, JINGZHOU_UNIT, Case, cases, jingzhou
from opengov_rules import Evidence, Program, compile_scheme
from opengov_rules.testing import evidence

THREADS = 2


class TestProgram:
    """“Compiled once, immutable, thread-safe, picklable.”"""

    @FEW
    @given(cases(unknown=True, statuses=True, wide=False) | cases(statuses=True))
    def test_that_was_pickled_scores_the_same(self, case: Case) -> None:
        program = pickle.loads(pickle.dumps(case.program))  # noqa: S301
        assert isinstance(program, Program)
        result = program.score(case.unit, case.evidence)
        assert result.to_dict() == case.score().to_dict()
        assert program.digest == case.program.digest

    @settings(FEW, max_examples=2)
    @given(st.lists(evidence(jingzhou(), JINGZHOU_UNIT, unknown=True, statuses=True), min_size=4, max_size=4))
    def test_scored_by_two_threads_at_once_gives_what_one_gives(self, found: list[Evidence]) -> None:
        fresh = compile_scheme(jingzhou().scheme)
        start = Barrier(THREADS)

        def totals(_: int) -> list[object]:
            start.wait(timeout=30)
            return [fresh.score(JINGZHOU_UNIT, each).to_dict() for each in found]

        with ThreadPoolExecutor(THREADS) as pool:
            one, other = pool.map(totals, range(THREADS))
        assert one == other == [jingzhou().score(JINGZHOU_UNIT, each).to_dict() for each in found]

    @settings(FEW, max_examples=10)
    @given(cases(unknown=True, statuses=True, wide=False) | cases(statuses=True))
    def test_is_left_as_it_was_by_scoring(self, case: Case) -> None:
        before = case.score().to_dict()
        case.program.score(case.unit, Evidence(case.unit)).to_dict()
        assert case.score().to_dict() == before
