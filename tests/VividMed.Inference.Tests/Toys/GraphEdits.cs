using Google.Protobuf;
using VividMed.Training.Onnx;
using VividMed.Training.OnnxFormat;

namespace VividMed.Inference.Tests.Toys;

/// <summary>What exporters other than our own do: other element types at the graph's ends, another opset.</summary>
internal static class GraphEdits
{
    public const int UInt8 = 2;
    public const int Int32 = 6;
    public const int Int64 = 7;
    public const int Bool = 9;
    public const int Float16 = 10;
    public const int Double = 11;

    public static byte[] Build(Action<OnnxGraph> draw)
    {
        var graph = new OnnxGraph("contract");
        draw(graph);
        return graph.ToBytes("contract", new Dictionary<string, string>());
    }

    /// <summary>The same graph with inputs and outputs in another type, cast at its ends; only those that are float, or are named.</summary>
    public static byte[] WithEnds(byte[] model, int type, params string[] names)
    {
        var proto = ModelProto.Parser.ParseFrom(model);
        var casts = new List<NodeProto>();
        foreach (var input in proto.Graph.Input.Where(Changes))
        {
            var inner = input.Name + "/float";
            foreach (var node in proto.Graph.Node)
            {
                for (var i = 0; i < node.Input.Count; i++) if (node.Input[i] == input.Name) node.Input[i] = inner;
            }

            casts.Add(Cast(input.Name, inner, 1));
            input.Type.TensorType.ElemType = (TensorProto.Types.DataType)type;
        }

        foreach (var output in proto.Graph.Output.Where(Changes))
        {
            var inner = output.Name + "/inner";
            foreach (var node in proto.Graph.Node)
            {
                for (var i = 0; i < node.Output.Count; i++) if (node.Output[i] == output.Name) node.Output[i] = inner;
            }

            proto.Graph.Node.Add(Cast(inner, output.Name, type));
            output.Type.TensorType.ElemType = (TensorProto.Types.DataType)type;
        }

        for (var i = casts.Count - 1; i >= 0; i--) proto.Graph.Node.Insert(0, casts[i]);
        return proto.ToByteArray();

        bool Changes(ValueInfoProto value) => names.Length == 0
            ? value.Type.TensorType.ElemType == TensorProto.Types.DataType.Float
            : names.Contains(value.Name);
    }

    public static byte[] WithOpset(byte[] model, int opset)
    {
        var proto = ModelProto.Parser.ParseFrom(model);
        proto.OpsetImport[0].Version = opset;
        proto.IrVersion = 6;
        return proto.ToByteArray();
    }

    /// <summary>The same graph with the first axis of an input or output fixed.</summary>
    public static byte[] WithBatch(byte[] model, int batch, params string[] names)
    {
        var proto = ModelProto.Parser.ParseFrom(model);
        foreach (var value in proto.Graph.Input.Concat(proto.Graph.Output).Where(value => names.Length == 0 || names.Contains(value.Name)))
        {
            value.Type.TensorType.Shape.Dim[0] = new TensorShapeProto.Types.Dimension { DimValue = batch };
        }

        return proto.ToByteArray();
    }

    /// <summary>A detector with weights that it reads one of.</summary>
    public static byte[] Heavy(int megabytes) => Build(graph =>
    {
        var weights = graph.Floats("weights", new float[megabytes << 18], megabytes << 18, 1);
        var image = graph.Input("pixel_values", "batch", "3", "8", "8");
        var bright = graph.Node("Reshape", [graph.Node("ReduceMax", [image], OnnxGraph.Attribute("axes", [1, 2, 3]), OnnxGraph.Attribute("keepdims", 0)), graph.Integers(-1, 1, 1)]);
        // Which one is not known before the graph runs, so that it is not replaced by a constant.
        var which = graph.Node("Cast", [bright], OnnxGraph.Attribute("to", 7));
        var read = graph.Node("Reshape", [graph.Node("Gather", [weights, which], OnnxGraph.Attribute("axis", 0)), graph.Integers(-1, 1, 1)]);
        graph.Output(graph.Node("Concat", [bright, read], OnnxGraph.Attribute("axis", 2)), "pred_logits", "batch", "1", "2");
        graph.Output(graph.Node("Add", [graph.Node("Mul", [bright, graph.Scalar(0)]), graph.Floats("box", [0.5f, 0.5f, 1, 1], 1, 1, 4)]), "pred_boxes", "batch", "1", "4");
    });

    public static byte[] WithProperty(byte[] model, string key, string value)
    {
        var proto = ModelProto.Parser.ParseFrom(model);
        proto.MetadataProps.Add(new StringStringEntryProto { Key = key, Value = value });
        return proto.ToByteArray();
    }

    private static NodeProto Cast(string from, string to, int type) => new()
    {
        OpType = "Cast", Name = $"cast/{from}", Input = { from }, Output = { to }, Attribute = { OnnxGraph.Attribute("to", type) },
    };
}
