"""What a command says, as text: lines of a plan, sentences, the summary of a job."""
