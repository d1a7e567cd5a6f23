using System.Diagnostics.Metrics;
using System.Text.Json;
using System.Text.RegularExpressions;
using VividMed.TaskHub.Monitoring;
using VividMed.TestKit;

namespace VividMed.TaskHub.Tests;

/// <summary>The board and the alert rules in infra/monitoring ask for metrics that there are.</summary>
public sealed partial class MonitoringFilesTests
{
    [Theory]
    [InlineData("grafana-task-hub.json")]
    [InlineData("alerts.yml")]
    public void Every_metric_that_is_asked_for_is_one_of_the_hub_s(string file)
    {
        var known = Instruments();
        var asked = Metric().Matches(File.ReadAllText(Repository.Path("infra", "monitoring", file))).Select(static match => match.Value).Distinct(StringComparer.Ordinal).ToList();

        Assert.NotEmpty(asked);
        Assert.All(asked, metric => Assert.Contains(known, name => metric == name || metric.StartsWith(name + "_", StringComparison.Ordinal)));
    }

    [Fact]
    public void The_board_is_one_that_can_be_imported()
    {
        using var board = JsonDocument.Parse(File.ReadAllText(Repository.Path("infra", "monitoring", "grafana-task-hub.json")));

        Assert.All(board.RootElement.GetProperty("panels").EnumerateArray(), static panel => Assert.NotEqual(0, panel.GetProperty("targets").GetArrayLength()));
    }

    /// <summary>As Prometheus spells their names, without units.</summary>
    private static HashSet<string> Instruments()
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, _) =>
            {
                if (instrument.Meter.Name == HubTelemetry.MeterName) names.Add(instrument.Name.Replace('.', '_'));
            },
        };
        listener.Start();
        using var telemetry = new HubTelemetry();
        telemetry.Watch([]);
        return names;
    }

    [GeneratedRegex("taskhub_[a-z_]+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Metric();
}
