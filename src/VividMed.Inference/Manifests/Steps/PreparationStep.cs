using System.Text.Json.Serialization;

namespace VividMed.Inference;

/// <summary>
/// One step from an image to a tensor; a manifest lists them in order. On radiographs resize, equalise and invert work on
/// 8-bit pixels and come before all others, which work on float32 values.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "step", UnknownDerivedTypeHandling = JsonUnknownDerivedTypeHandling.FailSerialization)]
[JsonDerivedType(typeof(ResizeStep), "resize")]
[JsonDerivedType(typeof(EqualiseStep), "equalise")]
[JsonDerivedType(typeof(InvertStep), "invert")]
[JsonDerivedType(typeof(ResampleStep), "resample")]
[JsonDerivedType(typeof(CropForegroundStep), "crop-foreground")]
[JsonDerivedType(typeof(ClipStep), "clip")]
[JsonDerivedType(typeof(ClipPercentilesStep), "clip-percentiles")]
[JsonDerivedType(typeof(ZScoreStep), "z-score")]
[JsonDerivedType(typeof(UnitRangeStep), "unit-range")]
[JsonDerivedType(typeof(DivideStep), "divide")]
[JsonDerivedType(typeof(ScaleStep), "scale")]
[JsonDerivedType(typeof(NormaliseStep), "normalise")]
public abstract record PreparationStep;
