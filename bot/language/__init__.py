"""Understanding what a child wrote, without Rasa: the bridge and Rasa run the same code."""
