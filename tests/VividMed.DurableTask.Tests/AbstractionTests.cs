using System.Text.Json;
using VividMed.DurableTask.Converters;

namespace VividMed.DurableTask.Tests;

public sealed class AbstractionTests
{
    [Fact]
    public void Task_names_are_equal_without_regard_to_case()
    {
        Assert.Equal<TaskName>("TagReports", "tagreports");
        Assert.Equal(new TaskName("TagReports").GetHashCode(), new TaskName("TAGREPORTS").GetHashCode());
        Assert.Equal(default, new TaskName(string.Empty));
        Assert.Equal("TagReports", (string)new TaskName("TagReports"));
        Assert.Equal(string.Empty, default(TaskName).ToString());
    }

    [Fact]
    public void A_version_of_white_space_is_refused()
    {
        Assert.Throws<ArgumentException>(() => new TaskVersion("  "));
        Assert.Equal(TaskVersion.Unversioned, new TaskVersion(string.Empty));
        Assert.Equal<TaskVersion>("v1", "V1");
    }

    [Fact]
    public void Json_keeps_names_and_includes_fields()
    {
        string? json = JsonDataConverter.Default.Serialize(new WithField { Count = 3, Name = "n" });
        Assert.Equal("{\"Name\":\"n\",\"Count\":3}", json);
        Assert.Equal(3, JsonDataConverter.Default.Deserialize<WithField>(json)!.Count);
    }

    [Fact]
    public void Json_of_nothing_is_nothing()
    {
        Assert.Null(JsonDataConverter.Default.Serialize(null));
        Assert.Null(JsonDataConverter.Default.Deserialize<string>(null));
        Assert.Equal(0, JsonDataConverter.Default.Deserialize<int>(null));
    }

    [Fact]
    public void Json_options_may_be_chosen()
    {
        JsonDataConverter converter = new(new JsonSerializerOptions { PropertyNamingPolicy = JsonNamingPolicy.CamelCase });
        Assert.Equal("{\"name\":\"n\"}", converter.Serialize(new WithField { Name = "n" }));
    }

    [Fact]
    public void A_stable_id_is_a_version_5_uuid()
    {
        // Golden value: Python's uuid.uuid5 of the same namespace and name.
        Assert.Equal(Guid.Parse("f809c602-c155-5bd2-ac8c-596024953a97"), StableGuid.Create("run-1_2026-01-02T03:04:05.0000000Z_0"));
    }

    [Fact]
    public void Options_with_an_instance_id_keep_retry_tags_and_version()
    {
        TaskOptions options = new(new RetryPolicy(2, TimeSpan.FromSeconds(1)), new Dictionary<string, string>(StringComparer.Ordinal) { ["a"] = "b" }) { Version = "1" };
        SubOrchestrationOptions sub = options.WithInstanceId("child");
        Assert.Equal("child", sub.InstanceId);
        Assert.Same(options.Retry, sub.Retry);
        Assert.Same(options.Tags, sub.Tags);
        Assert.Equal(options.Version, sub.Version);
    }

    private sealed class WithField
    {
        public int Count;

        public string? Name { get; set; }
    }
}
