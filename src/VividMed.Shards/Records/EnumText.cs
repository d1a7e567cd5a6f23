namespace VividMed.Shards.Records;

/// <summary>An enum's values as the lower-case words of the record, and back; numbers are not words.</summary>
internal static class EnumText<T>
    where T : struct, Enum
{
    private static readonly Dictionary<T, string> Words = Enum.GetValues<T>().ToDictionary(
        static value => value, static value => value.ToString().ToLowerInvariant());

    private static readonly Dictionary<string, T> Values = Words.ToDictionary(
        static pair => pair.Value, static pair => pair.Key, StringComparer.Ordinal);

    public static string Write(T value) => Words[value];

    public static T Read(string? word) =>
        word is not null && Values.TryGetValue(word, out var value)
            ? value
            : throw new ShardException("bad-record", $"A record has a {typeof(T).Name} outside the schema.");
}
