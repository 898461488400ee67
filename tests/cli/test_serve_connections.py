"""Which connections give way: no server is needed to tell."""

from __future__ import annotations

import time

from streamport.cli.serve.connections import Connections


class One:
    has_given_way = False

    def give_way(self) -> None:
        self.has_given_way = True


def test_who_rests_gives_way_before_who_sends_and_who_is_answered_never_does() -> None:
    connections = Connections()
    answered, sending, resting, again = One(), One(), One(), One()
    for each in (answered, sending, again, resting):
        connections.add(each)
    for each in (answered, sending, again):
        connections.began(each)
    for each in (answered, again):
        connections.arrived(each)
    connections.rests(again)
    order = [resting, again, sending]
    for number in range(1, 5):
        connections.make_room()
        gone = [each.has_given_way for each in order]
        assert gone == [number > place for place in range(3)]
    assert not answered.has_given_way


def test_a_connection_that_is_gone_does_not_come_back() -> None:
    connections, gone = Connections(), One()
    connections.add(gone)
    connections.began(gone)
    connections.remove(gone)
    connections.arrived(gone)
    connections.rests(gone)
    connections.make_room()
    assert not gone.has_given_way


def test_a_connection_is_refused_as_quickly_where_many_are_answered() -> None:
    def seconds(watches: int) -> float:
        connections = Connections()
        connections.most = watches
        for each in [One() for _ in range(watches)]:
            connections.add(each)
            connections.began(each)
            connections.arrived(each)
        began = time.process_time()
        for _ in range(2_000):
            late = One()
            connections.add(late)
            connections.remove(late)
        return time.process_time() - began

    few, many = (min(seconds(number) for _ in range(3)) for number in (100, 10_000))
    assert many < 6 * few
