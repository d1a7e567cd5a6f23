namespace VividMed.Cli.Checkups;

/// <summary>A checkup for people: a line a thing, its cure below it, and at the end how it stands.</summary>
internal static class CheckTable
{
    public static void Write(IReadOnlyList<CheckLine> lines)
    {
        foreach (var part in lines.GroupBy(static line => line.Part))
        {
            Console.Out.WriteLine(part.Key);
            foreach (var line in part)
            {
                Console.Out.WriteLine($"  {line.State.ToString().ToLowerInvariant(),-4}  {line.Name}: {line.Found}");
                if (line.Cure is { } cure) Console.Out.WriteLine($"        cure: {cure}");
            }
        }

        var (bad, warn) = (lines.Count(static line => line.State == CheckState.Bad), lines.Count(static line => line.State == CheckState.Warn));
        Console.Out.WriteLine(bad > 0 ? $"{bad} bad, {warn} to know of" : warn > 0 ? $"nothing is bad, {warn} to know of" : "nothing is wrong");
    }
}
