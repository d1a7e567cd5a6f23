using VividMed.DurableTask.Worker;

namespace VividMed.DurableTask;

/// <summary>Turns exceptions into failures, with the properties that the application's provider adds.</summary>
internal sealed class FailureFactory(IExceptionPropertiesProvider? provider)
{
    public static FailureFactory Plain { get; } = new(null);

    public TaskFailureDetails Create(Exception exception) => TaskFailureDetails.FromException(exception, PropertiesOf);

    private Dictionary<string, object?>? PropertiesOf(Exception exception) =>
        provider?.GetExceptionProperties(exception)?.ToDictionary(pair => pair.Key, pair => (object?)pair.Value, StringComparer.Ordinal);
}
