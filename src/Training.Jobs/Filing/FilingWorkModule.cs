using Microsoft.Extensions.DependencyInjection;
using Training.Domain.Filing.Documents;
using Training.Domain.Filing.Packs;
using Training.Domain.Filing.Scans;
using Training.Jobs.Filing.Scans;
using Training.Jobs.Papers;
using Training.Jobs.Work;

namespace Training.Jobs.Filing;

public static class FilingWorkModule
{
    /// <summary>One at a time: the office suite takes a core and some hundred megabytes.</summary>
    public static IServiceCollection AddFilingWork(this IServiceCollection services)
    {
        services.AddSingleton<WordToPdf>();
        services.AddSingleton<PdfPages>();
        services.AddSingleton<PaperTools>();
        services.AddSingleton<ReadPaper>();
        services.AddWorkHandler<ReadScanWork>(ScanWork.Kind, "扫");
        services.AddWorkHandler<MakeDocumentsWork>(DocumentWork.Kind, "标");
        services.AddWorkHandler<MakePackWork>(PackWork.Kind, "证");
        return services;
    }
}
