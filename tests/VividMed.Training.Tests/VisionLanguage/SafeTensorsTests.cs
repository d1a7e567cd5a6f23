using System.Text;
using VividMed.Training.VisionLanguage.Checkpoints;
using VividMed.Training.VisionLanguage.Contracts;

namespace VividMed.Training.Tests.VisionLanguage;

public sealed class SafeTensorsTests
{
    private static readonly byte[] File = SafeTensors.Write(
        [new NamedTensor("a", [2, 2], [1, 2, 3, 4]), new NamedTensor("b", [0], []), new NamedTensor("c", [1], [-0.5f])], new Dictionary<string, string> { ["k"] = "v" });

    [Fact]
    public void The_layout_is_that_of_the_format()
    {
        const string Header = """{"__metadata__":{"k":"v"},"a":{"dtype":"F32","shape":[2,2],"data_offsets":[0,16]},"b":{"dtype":"F32","shape":[0],"data_offsets":[16,16]},"c":{"dtype":"F32","shape":[1],"data_offsets":[16,20]}}""";
        var padded = (Header.Length + 7) / 8 * 8;
        Assert.Equal(padded, BitConverter.ToInt64(File));
        Assert.Equal(Header.PadRight(padded), Encoding.UTF8.GetString(File, 8, padded));
        Assert.Equal(8 + padded + 20, File.Length);
        Assert.Equal(4f, BitConverter.ToSingle(File, 8 + padded + 12));
    }

    [Fact]
    public void What_was_written_is_read_again()
    {
        var (tensors, metadata) = SafeTensors.Read(File);
        Assert.Equal([1f, 2, 3, 4], tensors["a"].Values);
        Assert.Equal([2L, 2], tensors["a"].Shape);
        Assert.Empty(tensors["b"].Values);
        Assert.Equal("v", metadata["k"]);
    }

    [Fact]
    public void A_file_cut_or_changed_anywhere_gives_a_typed_error_or_tensors_that_fit()
    {
        for (var length = 0; length < File.Length; length++)
        {
            Assert.Equal("bad-checkpoint", Assert.Throws<TrainingException>(() => SafeTensors.Read(File.AsSpan(0, length))).Code);
        }

        var random = new Random(1);
        for (var i = 0; i < 3000; i++)
        {
            var damaged = File.ToArray();
            damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            try
            {
                Assert.All(SafeTensors.Read(damaged).Tensors.Values, static tensor => Assert.Equal(tensor.Values.Length, tensor.Shape.Aggregate(1L, static (p, s) => p * s)));
            }
            catch (TrainingException refused)
            {
                Assert.Equal("bad-checkpoint", refused.Code);
            }
        }
    }
}
