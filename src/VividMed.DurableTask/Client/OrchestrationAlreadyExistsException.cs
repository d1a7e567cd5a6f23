namespace VividMed.DurableTask.Client;

/// <summary>An instance of this id exists and its status does not allow it to be replaced.</summary>
public sealed class OrchestrationAlreadyExistsException(string message, Exception? innerException = null)
    : InvalidOperationException(message, innerException);
