"""The parts of the fake server: a memory of objects behind the client's transport."""
