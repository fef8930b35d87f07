using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Training.Domain.Courses;
using Training.Domain.Evidence;
using Training.Domain.Media;
using Training.Jobs.Courses;
using Training.Jobs.Evidence;
using Training.Jobs.Work;

namespace Training.Jobs.Media;

public static class MediaModule
{
    /// <summary>One transcode at a time on a machine: ffmpeg takes all its cores by itself.</summary>
    public static IServiceCollection AddMediaWork(this IServiceCollection services)
    {
        services.TryAddSingleton(LadderSettings.Default);
        services.AddSingleton<MediaTool>();
        services.AddSingleton<TranscodeVideo>();
        services.AddSingleton<CopyPhoto>();
        services.AddWorkHandler<TranscodeLessonWork>(LessonWork.Kind, "助");
        services.AddWorkHandler<CopyPhotoWork>(PhotoWork.Kind, "册");
        return services;
    }
}
