using System.Collections;
using System.Collections.Concurrent;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;

namespace VividMed.DurableTask;

/// <summary>Finds the payloads in a message of the protocol: inputs, outputs, results, custom statuses and event data at any depth.</summary>
internal static class PayloadFields
{
    private static readonly HashSet<string> s_names = new(StringComparer.Ordinal) { "input", "output", "result", "data", "customStatus" };

    private static readonly ConcurrentDictionary<MessageDescriptor, FieldDescriptor[]> s_fields = new();

    /// <summary>Replaces every payload for which <paramref name="replace"/> gives another text.</summary>
    public static async Task ReplaceAsync(IMessage message, Func<string, CancellationToken, Task<string>> replace, CancellationToken cancellation)
    {
        foreach (FieldDescriptor field in FieldsOf(message.Descriptor))
        {
            object? value = field.Accessor.GetValue(message);
            if (value is string payload)
            {
                string replaced = await replace(payload, cancellation);
                if (!ReferenceEquals(replaced, payload))
                {
                    field.Accessor.SetValue(message, replaced);
                }
            }
            else if (value is IMessage inner)
            {
                await ReplaceAsync(inner, replace, cancellation);
            }
            else if (value is IList items)
            {
                foreach (IMessage item in items)
                {
                    await ReplaceAsync(item, replace, cancellation);
                }
            }
        }
    }

    /// <summary>Payloads themselves, and messages that may hold some.</summary>
    private static FieldDescriptor[] FieldsOf(MessageDescriptor type) => s_fields.GetOrAdd(
        type,
        static type => [.. type.Fields.InDeclarationOrder().Where(field => !field.IsMap && field.FieldType == FieldType.Message && IsOfInterest(field))]);

    private static bool IsOfInterest(FieldDescriptor field) => field.MessageType.File.Package == StringValue.Descriptor.File.Package
        ? field.MessageType == StringValue.Descriptor && !field.IsRepeated && s_names.Contains(field.Name)
        : true;
}
