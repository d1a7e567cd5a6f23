using System.Runtime.InteropServices;
using Google.Protobuf;
using VividMed.Inference;
using VividMed.Training.OnnxFormat;

namespace VividMed.Training.Onnx;

/// <summary>
/// The float tensors stored in an ONNX file that <see cref="OnnxGraph"/> wrote, by the names that its network gives them.
/// </summary>
internal static class OnnxWeights
{
    /// <exception cref="ModelException"><c>model-unreadable</c>.</exception>
    public static IReadOnlyDictionary<string, (float[] Values, long[] Shape)> Read(byte[] model)
    {
        try
        {
            return ModelProto.Parser.ParseFrom(model).Graph.Initializer
                .Where(static tensor => tensor.DataType == TensorProto.Types.DataType.Float)
                .ToDictionary(
                    static tensor => tensor.Name,
                    static tensor => (MemoryMarshal.Cast<byte, float>(tensor.RawData.Span).ToArray(), tensor.Dims.ToArray()));
        }
        catch (InvalidProtocolBufferException error)
        {
            throw new ModelException("model-unreadable", "the model to start from is no ONNX file", error);
        }
    }
}
