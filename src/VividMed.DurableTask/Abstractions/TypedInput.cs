namespace VividMed.DurableTask;

internal static class TypedInput
{
    /// <summary>The input as its declared type; null stands for the default value of any type.</summary>
    public static T Of<T>(object? input) => input switch
    {
        T typed => typed,
        null => default!,
        _ => throw new ArgumentException($"The input is a {input.GetType()}, but {typeof(T)} is expected.", nameof(input)),
    };
}
