namespace VividMed.Exports.Families;

/// <summary>The Python that an Energon data set is loaded with: decoding, the two sides of a sample, and how they are joined.</summary>
internal static class EnergonTexts
{
    public const string RecordLoader = """
        def sample_loader(raw):
            return dict(__key__=raw["__key__"], record=raw["msg"])


        def part_filter(part):
            return part == "msg"

        """;

    public const string PictureLoader = """
        def sample_loader(raw):
            names = sorted((name for name in raw if name.split(".")[0].isdigit()), key=lambda name: int(name.split(".")[0]))
            return dict(__key__=raw["__key__"], pictures=[raw[name] for name in names], names=names)


        def part_filter(part):
            return part.split(".")[0].isdigit()

        """;

    /// <summary>Offsets of a record are UTF-16 code units; <c>text_of</c> cuts by them.</summary>
    public const string Joiner = """
        from dataclasses import dataclass

        from megatron.energon import Sample


        @dataclass
        class RecordSample(Sample):
            record: dict


        @dataclass
        class PictureSample(Sample):
            pictures: list
            names: list


        @dataclass
        class GroundedSample(Sample):
            record: dict
            pictures: list

            @staticmethod
            def from_joined(records, pictures):
                return GroundedSample.derive_from(records, record=records.record, pictures=pictures.pictures)


        def text_of(record, span):
            units = record["report"]["text"].encode("utf-16-le")
            return units[2 * span["start"]:2 * span["end"]].decode("utf-16-le")

        """;
}
