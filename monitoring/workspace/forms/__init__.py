"""What people type: fields, labels and hints. Rules stand in the actions, never here."""
