"""What the network does with citizens: recorded here by those who did it, shown in the calendar."""
