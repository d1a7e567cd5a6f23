using System.Buffers;
using Grpc.Core;

namespace VividMed.TaskHub;

/// <summary>A message as one side's classes write it, for the other side's to read.</summary>
internal sealed class EncodedMessage : SerializationContext
{
    private readonly ArrayBufferWriter<byte> _bytes = new();

    public static TTo Reread<TFrom, TTo>(TFrom message, Marshaller<TFrom> from, Marshaller<TTo> to)
    {
        var encoded = new EncodedMessage();
        from.ContextualSerializer(message, encoded);
        return to.ContextualDeserializer(new Reading(encoded._bytes.WrittenMemory));
    }

    public override IBufferWriter<byte> GetBufferWriter() => _bytes;

    public override void SetPayloadLength(int payloadLength)
    {
        // The buffer grows as it must.
    }

    public override void Complete(byte[] payload) => _bytes.Write(payload);

    public override void Complete()
    {
        // Everything is in the buffer.
    }

    private sealed class Reading(ReadOnlyMemory<byte> bytes) : DeserializationContext
    {
        public override int PayloadLength => bytes.Length;

        public override byte[] PayloadAsNewBuffer() => bytes.ToArray();

        public override ReadOnlySequence<byte> PayloadAsReadOnlySequence() => new(bytes);
    }
}
