using System.Diagnostics;
using VividMed.Storage.Stores;
using VividMed.Training.VisionLanguage;
using VividMed.Training.VisionLanguage.Contracts;
using VividMed.Training.VisionLanguage.Data;
var which=args[0].Split(','); var steps=int.Parse(args[1]); var stages=args[2].Split(',').Select(int.Parse).ToArray(); var lr=double.Parse(args[3]); var batch=int.Parse(args[4]);
var dir=$"/tmp/trexp/out-{Guid.NewGuid():N}"; Directory.CreateDirectory(dir);
var clock=Stopwatch.StartNew(); var cpu=Process.GetCurrentProcess();
var o=new TrainingOptions{Stages=stages,StepsPerStage=steps,LearningRate=lr,Batch=batch,Threads=1,CheckpointEvery=100000,EvaluationStudies=200,Network=new NetworkOptions(VolumeSide:32,VolumeDepth:16)};
var last=clock.Elapsed;
var report=await new VividMedTrainer().TrainAsync(which.Select(w=>new VersionSource(new LocalBlobStore($"/tmp/tr/o/{w}"),"versions/0001")).ToList(),o,new LocalBlobStore(dir),"m",new P(p=>{ if(p.Step%50==0) Console.WriteLine($"{p.Stage}/{p.Step} lang {p.Loss.Language:F3} box {p.Loss.Box:F3} obj {p.Loss.Objectness:F3} mask {p.Loss.Mask:F3} cpu {Process.GetCurrentProcess().TotalProcessorTime.TotalSeconds:F0}"); }));
Console.WriteLine(report.After); Console.WriteLine($"studies {report.TrainingStudies} words {report.Words} params {report.Parameters} wall {clock.Elapsed.TotalSeconds:F0} cpu {Process.GetCurrentProcess().TotalProcessorTime.TotalSeconds:F0}");
class P(Action<TrainingProgress> a):IProgress<TrainingProgress>{public void Report(TrainingProgress v)=>a(v);}
