import pytest

from tests.bench.cases import CASES, Case
from tests.bench.contenders import agree, contenders


@pytest.mark.parametrize("case", CASES[:3], ids=lambda case: case.name)
def test_all_contenders_of_the_benchmark_compute_the_same(case: Case) -> None:
    agree(case, {title: maker(case) for title, maker in contenders().items()})
