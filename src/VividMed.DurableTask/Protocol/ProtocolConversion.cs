using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using VividMed.DurableTask.Client;

namespace VividMed.DurableTask.Protocol;

/// <summary>Between the programming model's types and those of the wire.</summary>
internal static class ProtocolConversion
{
    public static DurableTask.TaskFailureDetails ToModel(this TaskFailureDetails failure) =>
        new(failure.ErrorType, failure.ErrorMessage, failure.StackTrace, failure.InnerFailure?.ToModel(), failure.Properties.ToModel())
        {
            IsNonRetriable = failure.IsNonRetriable,
        };

    public static TaskFailureDetails ToWire(this DurableTask.TaskFailureDetails failure)
    {
        TaskFailureDetails wire = new()
        {
            ErrorType = failure.ErrorType,
            ErrorMessage = failure.ErrorMessage,
            StackTrace = failure.StackTrace,
            InnerFailure = failure.InnerFailure?.ToWire(),
            IsNonRetriable = failure.IsNonRetriable,
        };
        foreach ((string key, object? value) in failure.Properties ?? new Dictionary<string, object?>(StringComparer.Ordinal))
        {
            wire.Properties.Add(key, ToWire(value));
        }

        return wire;
    }

    public static OrchestrationStatus ToWire(this OrchestrationRuntimeStatus status) => (OrchestrationStatus)(int)status;

    public static OrchestrationRuntimeStatus ToModel(this OrchestrationStatus status) => (OrchestrationRuntimeStatus)(int)status;

    public static Timestamp? ToWire(this DateTimeOffset? time) => time is { } value ? Timestamp.FromDateTimeOffset(value) : null;

    public static Dictionary<string, object?> ToModel(this IEnumerable<KeyValuePair<string, Value>> properties) =>
        properties.ToDictionary(pair => pair.Key, pair => pair.Value.ToModel(), StringComparer.Ordinal);

    private static Value ToWire(object? value) => value switch
    {
        null => Value.ForNull(),
        bool truth => Value.ForBool(truth),
        string text => Value.ForString(text),
        sbyte or byte or short or ushort or int or uint or long or ulong or float or double or decimal =>
            Value.ForNumber(Convert.ToDouble(value, CultureInfo.InvariantCulture)),
        IEnumerable<KeyValuePair<string, object?>> pairs => Value.ForStruct(new() { Fields = { pairs.ToDictionary(pair => pair.Key, pair => ToWire(pair.Value)) } }),
        IEnumerable<object?> items => Value.ForList([.. items.Select(ToWire)]),
        _ => Value.ForString(Convert.ToString(value, CultureInfo.InvariantCulture) ?? string.Empty),
    };

    private static object? ToModel(this Value value) => value.KindCase switch
    {
        Value.KindOneofCase.BoolValue => value.BoolValue,
        Value.KindOneofCase.NumberValue => value.NumberValue,
        Value.KindOneofCase.StringValue => value.StringValue,
        Value.KindOneofCase.ListValue => value.ListValue.Values.Select(ToModel).ToList(),
        Value.KindOneofCase.StructValue => value.StructValue.Fields.ToModel(),
        _ => null,
    };
}
