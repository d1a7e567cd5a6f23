namespace VividMed.Workflows.Progress;

/// <summary>Why an instance failed, in the words of where it did.</summary>
public static class RunFailure
{
    /// <summary>Orchestrations wrap the failure of an activity once for each level; the innermost says what happened. Null where nothing failed.</summary>
    public static string? Of(OrchestrationMetadata instance)
    {
        var failure = instance.FailureDetails;
        while (failure is { InnerFailure: { } inner } && failure.ErrorType == typeof(TaskFailedException).FullName) failure = inner;
        return failure?.ErrorMessage;
    }
}
