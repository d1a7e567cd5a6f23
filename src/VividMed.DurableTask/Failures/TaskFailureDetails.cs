namespace VividMed.DurableTask;

/// <summary>A failure as data: it crosses processes where the exception itself cannot.</summary>
/// <param name="ErrorType">Full name of the exception's type.</param>
/// <param name="ErrorMessage">The exception's message.</param>
/// <param name="StackTrace">The stack where it was thrown, when known.</param>
/// <param name="InnerFailure">What caused it, when known.</param>
/// <param name="Properties">Further facts, when given.</param>
public sealed record TaskFailureDetails(
    string ErrorType,
    string ErrorMessage,
    string? StackTrace = null,
    TaskFailureDetails? InnerFailure = null,
    IDictionary<string, object?>? Properties = null)
{
    /// <summary>A failure that the same call would meet again, such as an unknown name: no retry policy applies.</summary>
    internal bool IsNonRetriable { get; init; }

    public static TaskFailureDetails FromException(Exception exception) => FromException(exception, static _ => null);

    internal static TaskFailureDetails FromException(Exception exception, Func<Exception, IDictionary<string, object?>?> propertiesOf)
    {
        ArgumentNullException.ThrowIfNull(exception);
        TaskFailureDetails? inner = exception switch
        {
            TaskFailedException failed => failed.FailureDetails,
            { InnerException: { } cause } => FromException(cause, propertiesOf),
            _ => null,
        };
        return new(TypeName(exception.GetType()), exception.Message, exception.StackTrace, inner, propertiesOf(exception));
    }

    public bool IsCausedBy<T>()
        where T : Exception => IsCausedBy(typeof(T));

    /// <summary>Whether the exception was of the type or derived from it; false when this process does not know its type.</summary>
    public bool IsCausedBy(Type targetBaseExceptionType)
    {
        ArgumentNullException.ThrowIfNull(targetBaseExceptionType);
        if (!typeof(Exception).IsAssignableFrom(targetBaseExceptionType))
        {
            throw new ArgumentException($"{targetBaseExceptionType} is not an exception.", nameof(targetBaseExceptionType));
        }

        return ErrorType == targetBaseExceptionType.FullName
            || (ExceptionTypes.Find(ErrorType) is { } thrown && targetBaseExceptionType.IsAssignableFrom(thrown));
    }

    public override string ToString() => $"{ErrorType}: {ErrorMessage}";

    internal static string TypeName(Type type) => type.FullName ?? type.Name;
}
