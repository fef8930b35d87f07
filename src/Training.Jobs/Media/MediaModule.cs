using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Training.Domain.Courses;
using Training.Domain.Evidence;
using Training.Domain.Media;
using Training.Domain.People.Portraits;
using Training.Jobs.Courses;
using Training.Jobs.Evidence;
using Training.Jobs.People;
using Training.Jobs.Work;

namespace Training.Jobs.Media;

public static class MediaModule
{
    /// <summary>One run of a kind at a time on a machine, because ffmpeg takes all its cores by itself; a starter never waits for the ladder of another lesson.</summary>
    public static IServiceCollection AddMediaWork(this IServiceCollection services)
    {
        services.TryAddSingleton(LadderSettings.Default);
        services.AddSingleton<MediaTool>();
        services.AddSingleton<TranscodeVideo>();
        services.AddSingleton<CopyPhoto>();
        services.AddSingleton<EncodeRenditions>();
        services.AddSingleton<ComposeLesson>();
        services.AddSingleton<LessonFolders>();
        services.AddScoped<CheckRenditions>();
        services.AddScoped<SweepMedia>();
        services.AddWorkHandler<TranscodeLessonWork>(LessonWork.Kind, "助");
        services.AddWorkHandler<StarterWork>(LessonWork.StarterKind, "助");
        services.AddWorkHandler<MakeRenditionsWork>(LessonWork.LadderKind, "助");
        services.AddWorkHandler<MakeRenditionsWork>(LessonWork.RungKind, "助");
        services.AddSingleton<EncodeSound>();
        services.AddSingleton<MakeKit>();
        services.AddWorkHandler<TranscodeSoundTrackWork>(SoundTrackWork.Kind, "声");
        services.AddWorkHandler<VillageKitWork>(KitWork.Kind, "播");
        services.AddWorkHandler<CopyPhotoWork>(PhotoWork.Kind, "册");
        services.AddWorkHandler<DrawPortraitWork>(PortraitWork.Kind, "册");
        return services;
    }
}
