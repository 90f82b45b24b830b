from app.epochs import epoch_words


def test_where_a_lesson_stands_among_the_epochs() -> None:
    assert [epoch_words(updates, 3) for updates in (0, 1, 2, 3, 3002)] == [
        "after 0 epochs", "in epoch 1, 1 of 3 updates done", "in epoch 1, 2 of 3 updates done", "after 1 epoch",
        "in epoch 1,001, 2 of 3 updates done",
    ]  # fmt: skip
