"""The shape of what people type: about their account, about persons, about the organisation."""
