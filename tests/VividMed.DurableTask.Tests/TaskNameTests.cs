namespace VividMed.DurableTask.Tests;

public sealed class TaskNameTests
{
    [Fact]
    public void Names_are_equal_whatever_their_case()
    {
        Assert.Equal(new TaskName("WriteShard"), new TaskName("writeshard"));
        Assert.Equal(new TaskName("WriteShard").GetHashCode(), new TaskName("WRITESHARD").GetHashCode());
        Assert.NotEqual(new TaskName("WriteShard"), new TaskName("WriteShards"));
    }

    [Fact]
    public void A_name_turns_into_its_text_and_back()
    {
        TaskName name = "Plan";
        string text = name;
        Assert.Equal("Plan", text);
    }
}
