"""Pages of trainings: `/training` for those who take them."""

from advocacy.training.routes import certificates, lessons, quizzes
from advocacy.training.routes.blueprint import bp as training

__all__ = ["certificates", "lessons", "quizzes", "training"]
