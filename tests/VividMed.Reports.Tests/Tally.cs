using System.Text;

namespace VividMed.Reports.Tests;

/// <summary>Hits, false alarms and misses by class, with the ids of the errors.</summary>
internal sealed class Tally
{
    private readonly Dictionary<string, (int Hits, List<string> Alarms, List<string> Misses)> _classes = new(StringComparer.Ordinal);

    /// <summary>The F1 of all decisions together (micro average), 0 to 1.</summary>
    public double F1 => Score(_classes.Values.Sum(static c => c.Hits), _classes.Values.Sum(static c => c.Alarms.Count), _classes.Values.Sum(static c => c.Misses.Count));

    public double F1Of(string name) => Score(_classes[name].Hits, _classes[name].Alarms.Count, _classes[name].Misses.Count);

    public void Add(string name, bool gold, bool found, string id)
    {
        var (hits, alarms, misses) = _classes.TryGetValue(name, out var known) ? known : (0, [], []);
        if (gold && found) hits++;
        else if (found) alarms.Add(id);
        else if (gold) misses.Add(id);
        _classes[name] = (hits, alarms, misses);
    }

    public override string ToString()
    {
        var text = new StringBuilder($"micro F1 {F1:F4}\n");
        foreach (var (name, (hits, alarms, misses)) in _classes)
        {
            text.Append($"{name}: F1 {F1Of(name):F3}, {hits} hits, {alarms.Count} false alarms ({string.Join(' ', alarms.Take(40))}), {misses.Count} misses ({string.Join(' ', misses.Take(40))})\n");
        }

        return text.ToString();
    }

    private static double Score(int hits, int alarms, int misses) => hits == 0 ? 0 : 2.0 * hits / ((2.0 * hits) + alarms + misses);
}
