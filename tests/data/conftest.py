"""Its presence lets every test below import the helpers that lie here."""
