"""Where the points of the prepared sets lie: from evenly spread numbers to places in the plane, without noise.

Every shape takes u, (N, 2) evenly spread over 0 … 1, and number, (N,), the points' numbers 0, 1, 2, …; its classes take
turns (the class of a point is its number modulo the count of classes), so that every beginning of a set is balanced.
"""

import numpy as np
from numpy.typing import NDArray

from engine.arrays import Array

Counts = NDArray[np.intp]

GAP = 0.1
"""Half the width of the cross that is left free between the four squares of xor."""

DISC, RING = 0.5, 0.7
"""The outer radius of the inner class of circle, and the inner radius of the outer one, which ends at 1."""

TURNS = 1.25
"""How often an arm of the spiral goes around: a net of eight hidden neurons can still follow it."""

CORE = 0.1
"""Where the arms of the spiral begin: at radius 0 they would touch."""

GATE_POINTS = ((0.0, 0.0), (0.0, 1.0), (1.0, 0.0), (1.0, 1.0))
"""The rows of a truth table."""


def square(u: Array, _: Counts) -> Array:
    """Evenly over the square from -1 to 1."""
    return 2.0 * u - 1.0


def quadrants(u: Array, number: Counts) -> Array:
    """A square in every quadrant, in turns and counter-clockwise: class 0 where x₁ and x₂ have the same sign."""
    signs = np.array([(1.0, 1.0), (-1.0, 1.0), (-1.0, -1.0), (1.0, -1.0)])
    return signs[number % 4] * (GAP + (1.0 - GAP) * u)


def disc_and_ring(u: Array, number: Counts) -> Array:
    """Class 0 evenly over a disc, class 1 evenly over the ring around it."""
    inner, outer = np.where(number % 2 == 0, [[0.0], [DISC]], [[RING], [1.0]])
    radius = np.sqrt(inner**2 + (outer**2 - inner**2) * u[:, 0])  # evenly by area
    return _polar(radius, 2.0 * np.pi * u[:, 1])


def moons(u: Array, number: Counts) -> Array:
    """Two half circles of radius 2/3 that reach into each other: class 0 opens downwards, class 1 upwards.

    After scikit-learn's ``make_moons``, brought from -1 … 2 to -1 … 1.
    """
    arc = _polar(np.ones(len(number)), np.pi * u[:, 0])
    lower = number % 2 == 1
    arc[lower] = np.array([1.0, 0.5]) - arc[lower]
    arc -= np.array([0.5, 0.25])
    return arc / 1.5


def arms(u: Array, number: Counts) -> Array:
    """Two arms of Archimedes' spiral, half a turn apart: the angle grows with the radius."""
    radius = CORE + (1.0 - CORE) * u[:, 0]
    return _polar(radius, 2.0 * np.pi * TURNS * radius + np.pi * (number % 2))


def pair(_: Array, number: Counts) -> Array:
    """All points of a class in one place: class 0 at the lower left, class 1 at the upper right."""
    return np.array([(-0.5, -0.5), (0.5, 0.5)])[number % 2]


def triangle(_: Array, number: Counts) -> Array:
    """All points of a class in one place: three corners of an equilateral triangle."""
    turns = np.array([0.25, 0.25 + 1.0 / 3.0, 0.25 + 2.0 / 3.0])[number % 3]
    return 0.6 * _polar(np.ones(len(number)), 2.0 * np.pi * turns)


def corners(_: Array, number: Counts) -> Array:
    """All points of a class in one place: the four corners of a square, counter-clockwise."""
    return np.array([(0.5, 0.5), (-0.5, 0.5), (-0.5, -0.5), (0.5, -0.5)])[number % 4]


def gate(_: Array, number: Counts) -> Array:
    """The four points of a truth table, in its order."""
    return np.array(GATE_POINTS)[number % 4]


def plane(x: Array) -> Array:
    """(x₁ + x₂) / 2."""
    height: Array = (x[:, 0] + x[:, 1]) / 2.0
    return height


def sine(x: Array) -> Array:
    """sin(π x₁) cos(π x₂ / 2): a valley on the left and a hill on the right, both level with the ground at the edge."""
    height: Array = np.sin(np.pi * x[:, 0]) * np.cos(np.pi * x[:, 1] / 2.0)
    return height


def _polar(radius: Array, angle: Array) -> Array:
    return np.stack([radius * np.cos(angle), radius * np.sin(angle)], axis=1)
