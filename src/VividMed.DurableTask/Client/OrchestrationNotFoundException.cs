namespace VividMed.DurableTask.Client;

/// <summary>There is no instance of this id.</summary>
public sealed class OrchestrationNotFoundException(string message, Exception? innerException = null)
    : ArgumentException(message, innerException);
