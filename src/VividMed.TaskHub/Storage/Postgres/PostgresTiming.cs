namespace VividMed.TaskHub;

/// <summary>How hubs that share a database keep an eye on each other.</summary>
/// <param name="Beat">How often a hub says that it is alive.</param>
/// <param name="Patience">After this long without a word, measured by the database's clock, a hub is taken for dead and its work handed out again.</param>
/// <param name="Poll">How often a hub looks for news without having heard of any.</param>
internal sealed record PostgresTiming(TimeSpan Beat, TimeSpan Patience, TimeSpan Poll)
{
    public static PostgresTiming Default { get; } = new(TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(5));
}
