"""What is known of a batch between sending and the broker's answers."""

from __future__ import annotations

from shared.messaging.flight import Flight
from tests.kit.brokers import WARD, messages


def a_flight(number: int, *, first_tag: int = 1, window: int | None = None) -> Flight:
    """A batch of rows 1 to ``number``, with as much sent as the window lets through."""
    flight = Flight(messages(number), first_tag, window)
    assert [each.type for each in flight.to_send()] == [WARD] * min(number, window or number)
    return flight


def test_an_answer_for_several_counts_for_all_up_to_it_and_for_none_behind() -> None:
    flight = a_flight(5)
    flight.acknowledged(3, multiple=True)
    assert flight.receipt().confirmed == {1, 2, 3}
    assert not flight.done


def test_an_answer_for_one_counts_for_one_also_out_of_order() -> None:
    flight = a_flight(3)
    flight.acknowledged(2, multiple=False)
    flight.acknowledged(3, multiple=True)
    assert flight.receipt().confirmed == {1, 2, 3}
    assert flight.done


def test_tags_go_on_counting_over_the_batches_of_a_channel() -> None:
    flight = a_flight(2, first_tag=501)
    flight.acknowledged(502, multiple=False)
    assert flight.receipt().confirmed == {2}


def test_an_answer_that_belongs_to_an_earlier_batch_confirms_nothing() -> None:
    flight = a_flight(2, first_tag=501)
    flight.acknowledged(500, multiple=True)
    flight.acknowledged(1, multiple=False)
    assert not flight.receipt().confirmed


def test_what_came_back_is_not_confirmed_by_the_acknowledgement_that_follows() -> None:
    flight = a_flight(3)
    flight.returned("event-2", "no queue takes it")
    flight.acknowledged(3, multiple=True)
    assert flight.receipt().confirmed == {1, 3}
    assert flight.receipt().refused == {2: "no queue takes it"}
    assert flight.any_returned
    assert flight.done


def test_a_nack_refuses_and_says_so() -> None:
    flight = a_flight(3)
    flight.acknowledged(1, multiple=False)
    flight.refused(3, multiple=True)
    assert flight.receipt().confirmed == {1}
    assert flight.receipt().refused.keys() == {2, 3}
    assert flight.done


def test_a_window_lets_the_next_go_only_for_an_answer() -> None:
    flight = a_flight(3, window=1)
    assert not list(flight.to_send())
    flight.acknowledged(1, multiple=False)
    assert [message.row_id for message in flight.to_send()] == [2]
    assert not flight.done


def test_an_unanswered_row_is_neither_confirmed_nor_refused() -> None:
    flight = a_flight(2)
    flight.acknowledged(1, multiple=False)
    receipt = flight.receipt()
    assert receipt.confirmed == {1}
    assert not receipt.refused


def test_an_empty_batch_is_done_before_it_began() -> None:
    assert a_flight(0).done
