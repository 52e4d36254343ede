"""The room where people of the network keep what is known of a municipality."""
