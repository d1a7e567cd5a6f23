namespace VividMed.DurableTask.Worker;

/// <summary>Adds facts to the failures of activities and orchestrators. A worker uses the one that is registered as a service.</summary>
public interface IExceptionPropertiesProvider
{
    /// <summary>Facts about this exception, or null. Values are strings, numbers, booleans, lists and dictionaries of them.</summary>
    IDictionary<string, object>? GetExceptionProperties(Exception exception);
}
