using System.Globalization;
using System.Runtime.InteropServices;
using Google.Protobuf;
using VividMed.Training.OnnxFormat;

namespace VividMed.Training.Onnx;

/// <summary>Builds an ONNX file node by node. Values are known by their names; nodes must come after what they read.</summary>
internal sealed class OnnxGraph(string name)
{
    public const int Opset = 17;
    private const int IntermediateRepresentation = 8;

    private readonly GraphProto _graph = new() { Name = name };
    private readonly HashSet<string> _initializers = [];

    /// <summary>Declares an input of the model.</summary>
    /// <param name="shape">A number, or a name for an axis of free length.</param>
    public string Input(string value, params ReadOnlySpan<string> shape)
    {
        _graph.Input.Add(Describe(value, shape));
        return value;
    }

    /// <summary>Gives a value of the graph to the outside under a name of its own.</summary>
    public void Output(string value, string publicName, params ReadOnlySpan<string> shape)
    {
        _graph.Node.Add(new NodeProto { OpType = "Identity", Name = $"out/{publicName}", Input = { value }, Output = { publicName } });
        _graph.Output.Add(Describe(publicName, shape));
    }

    /// <summary>As <see cref="Input"/>, of 64-bit integers.</summary>
    public string IntegerInput(string value, params ReadOnlySpan<string> shape)
    {
        _graph.Input.Add(Describe(value, shape, TensorProto.Types.DataType.Int64));
        return value;
    }

    /// <summary>As <see cref="Output"/>, of 64-bit integers.</summary>
    public void IntegerOutput(string value, string publicName, params ReadOnlySpan<string> shape)
    {
        _graph.Node.Add(new NodeProto { OpType = "Identity", Name = $"out/{publicName}", Input = { value }, Output = { publicName } });
        _graph.Output.Add(Describe(publicName, shape, TensorProto.Types.DataType.Int64));
    }

    public string Node(string operation, ReadOnlySpan<string> inputs, params ReadOnlySpan<AttributeProto> attributes) =>
        Nodes(operation, 1, inputs, attributes)[0];

    /// <summary>Adds a node with several outputs.</summary>
    public string[] Nodes(string operation, int outputs, ReadOnlySpan<string> inputs, params ReadOnlySpan<AttributeProto> attributes)
    {
        var node = new NodeProto { OpType = operation, Name = $"{operation}_{_graph.Node.Count}" };
        node.Input.AddRange(inputs.ToArray());
        node.Attribute.AddRange(attributes.ToArray());
        for (var i = 0; i < outputs; i++) node.Output.Add($"{node.Name}:{i}");
        _graph.Node.Add(node);
        return [.. node.Output];
    }

    /// <summary>Stores a float tensor once under its name.</summary>
    public string Floats(string value, ReadOnlySpan<float> data, params ReadOnlySpan<long> shape) =>
        Initializer(value, TensorProto.Types.DataType.Float, MemoryMarshal.AsBytes(data), shape);

    /// <summary>Stores a list of integers, such as a shape, once per content.</summary>
    public string Integers(params ReadOnlySpan<long> data) =>
        Initializer(
            $"int64[{string.Join(',', data.ToArray())}]", TensorProto.Types.DataType.Int64, MemoryMarshal.AsBytes(data), [data.Length]);

    public string Scalar(float value) => Floats($"float[{value:R}]", [value]);

    /// <summary>The model's inputs, in their order.</summary>
    public IReadOnlyList<OnnxTensor> Inputs => [.. _graph.Input.Select(Told)];

    /// <summary>The model's outputs, in their order.</summary>
    public IReadOnlyList<OnnxTensor> Outputs => [.. _graph.Output.Select(Told)];

    /// <summary>The file's bytes.</summary>
    /// <param name="properties">Pairs that a runtime shows beside the model.</param>
    public byte[] ToBytes(string description, IReadOnlyDictionary<string, string> properties)
    {
        var model = new ModelProto
        {
            IrVersion = IntermediateRepresentation,
            ProducerName = "vividmed",
            ModelVersion = 1,
            DocString = description,
            Graph = _graph,
            OpsetImport = { new OperatorSetIdProto { Domain = "", Version = Opset } },
        };
        model.MetadataProps.AddRange(properties
            .OrderBy(static pair => pair.Key, StringComparer.Ordinal)
            .Select(static pair => new StringStringEntryProto { Key = pair.Key, Value = pair.Value }));
        return model.ToByteArray();
    }

    public static AttributeProto Attribute(string name, long value) =>
        new() { Name = name, Type = AttributeProto.Types.AttributeType.Int, I = value };

    public static AttributeProto Attribute(string name, float value) =>
        new() { Name = name, Type = AttributeProto.Types.AttributeType.Float, F = value };

    public static AttributeProto Attribute(string name, string value) =>
        new() { Name = name, Type = AttributeProto.Types.AttributeType.String, S = ByteString.CopyFromUtf8(value) };

    public static AttributeProto Attribute(string name, IEnumerable<long> values) =>
        new() { Name = name, Type = AttributeProto.Types.AttributeType.Ints, Ints = { values } };

    private string Initializer(string value, TensorProto.Types.DataType type, ReadOnlySpan<byte> bytes, ReadOnlySpan<long> shape)
    {
        if (_initializers.Add(value))
        {
            var tensor = new TensorProto { Name = value, DataType = type, RawData = ByteString.CopyFrom(bytes) };
            tensor.Dims.AddRange(shape.ToArray());
            _graph.Initializer.Add(tensor);
        }

        return value;
    }

    private static OnnxTensor Told(ValueInfoProto value) => new(
        value.Name,
        value.Type.TensorType.ElemType == TensorProto.Types.DataType.Int64 ? "int64" : "float32",
        [.. value.Type.TensorType.Shape.Dim.Select(static axis => axis.HasDimValue ? axis.DimValue.ToString(CultureInfo.InvariantCulture) : axis.DimParam)]);

    private static ValueInfoProto Describe(
        string value, ReadOnlySpan<string> shape, TensorProto.Types.DataType type = TensorProto.Types.DataType.Float)
    {
        var dimensions = new TensorShapeProto();
        foreach (var axis in shape)
        {
            dimensions.Dim.Add(long.TryParse(axis, out var length)
                ? new TensorShapeProto.Types.Dimension { DimValue = length }
                : new TensorShapeProto.Types.Dimension { DimParam = axis });
        }

        return new ValueInfoProto { Name = value, Type = new TypeProto { TensorType = new() { ElemType = type, Shape = dimensions } } };
    }
}

/// <summary>An input or output of a model.</summary>
/// <param name="Type">As NumPy calls it.</param>
/// <param name="Shape">A number, or a name for an axis of free length.</param>
internal sealed record OnnxTensor(string Name, string Type, IReadOnlyList<string> Shape);
