import pytest

from app.epochs import epoch_words, updates_of_epoch


@pytest.mark.parametrize(
    ("examples", "batch", "updates"), [(10, 10, 1), (10, 5, 2), (10, 4, 3), (10, 1, 10), (3, 64, 1)]
)
def test_the_rest_of_a_training_set_is_a_batch_as_well(examples: int, batch: int, updates: int) -> None:
    assert updates_of_epoch(examples, batch) == updates


def test_where_a_lesson_stands_among_the_epochs() -> None:
    assert [epoch_words(updates, 3) for updates in (0, 1, 2, 3, 3002)] == [
        "after 0 epochs", "in epoch 1, 1 of 3 updates done", "in epoch 1, 2 of 3 updates done", "after 1 epoch",
        "in epoch 1,001, 2 of 3 updates done",
    ]  # fmt: skip
