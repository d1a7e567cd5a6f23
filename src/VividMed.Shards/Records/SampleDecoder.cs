using MessagePack;
using VividMed.Grounding;
using VividMed.Imaging;
using VividMed.Imaging.Geometry;
using VividMed.Imaging.Masks;
using VividMed.Reports;
using VividMed.Taxonomy;
using static VividMed.Shards.Records.RecordValues;

namespace VividMed.Shards.Records;

/// <summary>What a record says, of this schema and of those before; its values are read by <see cref="RecordValues"/>.</summary>
internal static class SampleDecoder
{
    public static Sample ReadSample(ref MessagePackReader reader)
    {
        string? id = null, dataset = null, split = null, patient = null, study = null, modality = null;
        IReadOnlyList<SampleImage>? images = null;
        SampleReport? report = null;
        IReadOnlyList<Phrase>? phrases = null;
        IReadOnlyList<Region>? regions = null;
        IReadOnlyList<QuestionAnswer>? questions = null;
        Provenance? provenance = null;
        var known = false;
        Span<char> key = stackalloc char[LongestKey];
        for (var left = reader.ReadMapHeader(); left > 0; left--)
        {
            switch (key[..ReadKey(ref reader, key)])
            {
                case "schema": known = IsKnownSchema(reader.ReadInt32()); break;
                case "id": id = reader.ReadString(); break;
                case "dataset": dataset = reader.ReadString(); break;
                case "split": split = reader.ReadString(); break;
                case "patient": patient = reader.ReadString(); break;
                case "study": study = reader.ReadString(); break;
                case "modality": modality = reader.ReadString(); break;
                case "images": images = ReadArray(ref reader, ReadImage); break;
                case "report": report = ReadReport(ref reader); break;
                case "phrases": phrases = ReadArray(ref reader, ReadPhrase); break;
                case "regions": regions = ReadArray(ref reader, ReadRegion); break;
                case "qa": questions = ReadArray(ref reader, ReadQuestion); break;
                case "provenance": provenance = ReadProvenance(ref reader); break;
                default: PassOver(ref reader); break;
            }
        }

        if (!known) throw Missing("schema");
        return new Sample(
            Need(id), Need(dataset), Need(split), Need(patient), Need(study), ReadModality(modality),
            Need(images), Need(report), Need(phrases), Need(regions), Need(questions), Need(provenance));
    }

    private static Modality ReadModality(string? code) =>
        Modalities.Find(Need(code)) ?? throw new ShardException("bad-record", "A record has a modality outside the schema.");

    /// <summary>Version 1 lacks some keys and has others, which are passed over.</summary>
    private static bool IsKnownSchema(int version) => version is 1 or Sample.SchemaVersion
        ? true
        : throw new ShardException("unknown-schema", $"A record is not of schema 1 to {Sample.SchemaVersion}; a newer release may read it.");

    private static SampleImage ReadImage(ref MessagePackReader reader)
    {
        string? member = null, view = null, source = null;
        int? width = null, height = null, depth = null;
        double[]? spacing = null;
        Affine? affine = null;
        ImageAcquisition? acquisition = null;
        Span<char> key = stackalloc char[LongestKey];
        for (var left = reader.ReadMapHeader(); left > 0; left--)
        {
            switch (key[..ReadKey(ref reader, key)])
            {
                case "member": member = reader.ReadString(); break;
                case "width": width = reader.ReadInt32(); break;
                case "height": height = reader.ReadInt32(); break;
                case "depth": depth = reader.ReadInt32(); break;
                case "spacingMm": spacing = ReadNumbers(ref reader, 3); break;
                case "affine": affine = ReadAffine(ref reader); break;
                case "view": view = reader.ReadString(); break;
                case "sourceSha256": source = reader.ReadString(); break;
                case "acquisition": acquisition = ReadAcquisition(ref reader); break;
                default: PassOver(ref reader); break;
            }
        }

        return new SampleImage(Need(member), Need(width), Need(height), Need(depth), spacing, affine, Need(view), Need(source)) { Acquisition = acquisition };
    }

    private static ImageAcquisition? ReadAcquisition(ref MessagePackReader reader)
    {
        if (reader.TryReadNil()) return null;
        var facts = new ImageAcquisition();
        Span<char> key = stackalloc char[LongestKey];
        for (var left = reader.ReadMapHeader(); left > 0; left--)
        {
            switch (key[..ReadKey(ref reader, key)])
            {
                case "manufacturer": facts = facts with { Manufacturer = reader.ReadString() }; break;
                case "model": facts = facts with { Model = reader.ReadString() }; break;
                case "bodyPart": facts = facts with { BodyPart = reader.ReadString() }; break;
                case "position": facts = facts with { Position = reader.ReadString() }; break;
                case "kernel": facts = facts with { Kernel = reader.ReadString() }; break;
                case "kvp": facts = facts with { KvP = ReadOptional(ref reader, ReadNumber) }; break;
                case "exposureMas": facts = facts with { ExposureMas = ReadOptional(ref reader, ReadNumber) }; break;
                case "sliceThicknessMm": facts = facts with { SliceThicknessMm = ReadOptional(ref reader, ReadNumber) }; break;
                case "contrast": facts = facts with { Contrast = reader.ReadString() }; break;
                case "burnedIn": facts = facts with { BurnedIn = ReadOptional(ref reader, static (ref r) => r.ReadBoolean()) }; break;
                default: PassOver(ref reader); break;
            }
        }

        return facts;
    }

    private static SampleReport ReadReport(ref MessagePackReader reader)
    {
        string? text = null;
        IReadOnlyList<SampleSection>? sections = null;
        Span<char> key = stackalloc char[LongestKey];
        for (var left = reader.ReadMapHeader(); left > 0; left--)
        {
            switch (key[..ReadKey(ref reader, key)])
            {
                case "text": text = reader.ReadString(); break;
                case "sections": sections = ReadArray(ref reader, ReadSection); break;
                default: PassOver(ref reader); break;
            }
        }

        return new SampleReport(Need(text), Need(sections));
    }

    private static SampleSection ReadSection(ref MessagePackReader reader)
    {
        string? name = null;
        int? start = null, end = null;
        Span<char> key = stackalloc char[LongestKey];
        for (var left = reader.ReadMapHeader(); left > 0; left--)
        {
            switch (key[..ReadKey(ref reader, key)])
            {
                case "name": name = reader.ReadString(); break;
                case "start": start = reader.ReadInt32(); break;
                case "end": end = reader.ReadInt32(); break;
                default: PassOver(ref reader); break;
            }
        }

        return new SampleSection(Need(name), Need(start), Need(end));
    }

    private static Phrase ReadPhrase(ref MessagePackReader reader)
    {
        int? start = null, end = null;
        string? text = null, target = null, kind = null, polarity = null, temporality = null, side = null, reason = null;
        string? certainty = null, change = null, severity = null, location = null;
        int? count = null, sentence = null, frame = null;
        double? textConfidence = null, confidence = null;
        double[]? size = null, priorSize = null;
        IReadOnlyList<string>? modifiers = null;
        IReadOnlyList<int>? regions = null;
        Span<char> key = stackalloc char[LongestKey];
        for (var left = reader.ReadMapHeader(); left > 0; left--)
        {
            switch (key[..ReadKey(ref reader, key)])
            {
                case "start": start = reader.ReadInt32(); break;
                case "end": end = reader.ReadInt32(); break;
                case "text": text = reader.ReadString(); break;
                case "target": target = reader.ReadString(); break;
                case "kind": kind = reader.ReadString(); break;
                case "polarity": polarity = reader.ReadString(); break;
                case "temporality": temporality = reader.ReadString(); break;
                case "side": side = reader.ReadString(); break;
                case "modifiers": modifiers = ReadArray(ref reader, ReadText); break;
                case "regions": regions = ReadArray(ref reader, ReadInteger); break;
                case "reason": reason = reader.ReadString(); break;
                case "certainty": certainty = reader.ReadString(); break;
                case "change": change = reader.ReadString(); break;
                case "severity": severity = reader.ReadString(); break;
                case "count": count = ReadOptional(ref reader, ReadInteger); break;
                case "sizeMm": size = ReadNumbers(ref reader); break;
                case "priorSizeMm": priorSize = ReadNumbers(ref reader); break;
                case "location": location = reader.ReadString(); break;
                case "sentence": sentence = ReadOptional(ref reader, ReadInteger); break;
                case "frame": frame = ReadOptional(ref reader, ReadInteger); break;
                case "textConfidence": textConfidence = ReadOptional(ref reader, ReadNumber); break;
                case "confidence": confidence = ReadOptional(ref reader, ReadNumber); break;
                default: PassOver(ref reader); break;
            }
        }

        return new Phrase(
            Need(start), Need(end), Need(text), Need(target), EnumText<FindingKind>.Read(kind), EnumText<Polarity>.Read(polarity),
            EnumText<Temporality>.Read(temporality), EnumText<Side>.Read(side), Need(modifiers), Need(regions), reason)
        {
            Certainty = certainty is null ? null : EnumText<Certainty>.Read(certainty),
            Change = change is null ? null : EnumText<Change>.Read(change),
            Severity = severity,
            Count = count,
            SizeMm = size,
            PriorSizeMm = priorSize,
            Location = location,
            Sentence = sentence,
            Frame = frame,
            TextConfidence = textConfidence,
            Confidence = confidence,
        };
    }

    private static Region ReadRegion(ref MessagePackReader reader)
    {
        int? image = null;
        string? shape = null, label = null, kind = null, model = null, grade = null;
        Box? box = null;
        RunLengthMask? mask = null;
        double? score = null;
        IReadOnlyList<string>? checks = null;
        Span<char> key = stackalloc char[LongestKey];
        for (var left = reader.ReadMapHeader(); left > 0; left--)
        {
            switch (key[..ReadKey(ref reader, key)])
            {
                case "image": image = reader.ReadInt32(); break;
                case "shape": shape = reader.ReadString(); break;
                case "label": label = reader.ReadString(); break;
                case "targetKind": kind = reader.ReadString(); break;
                case "box": box = ReadBox(ref reader); break;
                case "rle": mask = ReadMask(ref reader); break;
                case "score": score = reader.ReadDouble(); break;
                case "model": model = reader.ReadString(); break;
                case "grade": grade = reader.ReadString(); break;
                case "checks": checks = ReadArray(ref reader, ReadText); break;
                default: PassOver(ref reader); break;
            }
        }

        return new Region(
            Need(image), EnumText<RegionShape>.Read(shape), Need(label), EnumText<FindingKind>.Read(kind), Need(box), mask, Need(score),
            Need(model), EnumText<Grade>.Read(grade?.ToLowerInvariant()), Need(checks));
    }

    private static Box ReadBox(ref MessagePackReader reader) =>
        ReadArray(ref reader, ReadNumber) switch
        {
            [var x0, var y0, var x1, var y1] => Box.Flat(x0, y0, x1, y1),
            [var x0, var y0, var z0, var x1, var y1, var z1] => new Box(x0, y0, z0, x1, y1, z1),
            _ => throw new ShardException("bad-record", "A box has neither 4 nor 6 numbers."),
        };

    private static RunLengthMask? ReadMask(ref MessagePackReader reader)
    {
        if (reader.TryReadNil()) return null;
        IReadOnlyList<int>? size = null;
        int[]? counts = null;
        Span<char> key = stackalloc char[LongestKey];
        for (var left = reader.ReadMapHeader(); left > 0; left--)
        {
            switch (key[..ReadKey(ref reader, key)])
            {
                case "size": size = ReadArray(ref reader, ReadInteger); break;
                case "counts": counts = ReadArray(ref reader, ReadInteger); break;
                default: PassOver(ref reader); break;
            }
        }

        return Need(size) switch
        {
            [var height, var width] => new RunLengthMask(width, height, 1, Need(counts)),
            [var height, var width, var depth] => new RunLengthMask(width, height, depth, Need(counts)),
            _ => throw new ShardException("bad-record", "A mask's size has neither 2 nor 3 numbers."),
        };
    }

    private static QuestionAnswer ReadQuestion(ref MessagePackReader reader)
    {
        string? question = null, answer = null, type = null, subject = null;
        IReadOnlyList<int>? phrases = null;
        Span<char> key = stackalloc char[LongestKey];
        for (var left = reader.ReadMapHeader(); left > 0; left--)
        {
            switch (key[..ReadKey(ref reader, key)])
            {
                case "question": question = reader.ReadString(); break;
                case "answer": answer = reader.ReadString(); break;
                case "type": type = reader.ReadString(); break;
                case "phrases": phrases = ReadArray(ref reader, ReadInteger); break;
                case "subject": subject = reader.ReadString(); break;
                default: PassOver(ref reader); break;
            }
        }

        return new QuestionAnswer(Need(question), Need(answer), Need(type), Need(phrases)) { Subject = subject ?? "" };
    }

    private static Provenance ReadProvenance(ref MessagePackReader reader)
    {
        string? lexicon = null, options = null, recipe = null;
        SortedDictionary<string, string>? models = null;
        Span<char> key = stackalloc char[LongestKey];
        for (var left = reader.ReadMapHeader(); left > 0; left--)
        {
            switch (key[..ReadKey(ref reader, key)])
            {
                case "models": models = ReadModels(ref reader); break;
                case "lexiconDigest": lexicon = reader.ReadString(); break;
                case "optionsDigest": options = reader.ReadString(); break;
                case "recipe": recipe = reader.ReadString(); break;
                default: PassOver(ref reader); break;
            }
        }

        return new Provenance(Need(models), Need(lexicon), Need(options), recipe ?? "");
    }

    private static SortedDictionary<string, string> ReadModels(ref MessagePackReader reader)
    {
        var models = new SortedDictionary<string, string>(StringComparer.Ordinal);
        for (var left = reader.ReadMapHeader(); left > 0; left--) models[ReadText(ref reader)] = ReadText(ref reader);
        return models;
    }

    private static Affine? ReadAffine(ref MessagePackReader reader) =>
        ReadNumbers(ref reader, 16) is { } a
            ? new Affine(a[0], a[1], a[2], a[3], a[4], a[5], a[6], a[7], a[8], a[9], a[10], a[11])
            : null;
}
