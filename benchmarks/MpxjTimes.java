import java.io.File;
import java.time.LocalDateTime;
import org.mpxj.ProjectFile;
import org.mpxj.ProjectProperties;
import org.mpxj.cpm.MicrosoftScheduler;
import org.mpxj.cpm.PrimaveraScheduler;
import org.mpxj.cpm.Scheduler;
import org.mpxj.reader.UniversalProjectReader;

/**
 * Prints how long MPXJ takes to read files and to schedule them with its own schedulers, for mpxj_scheduler.py.
 *
 * <p>The first argument is how many seconds to warm up with each file and then to measure each; with 0 the very first
 * run counts. One line a file: seconds of the fastest reading, of the fastest scheduling, and what was wrong.
 * Scheduling changes the project, so each run reads it anew. All files are warmed up with before any is measured.
 */
public final class MpxjTimes {
    private static final int LEAST_RUNS = 2;

    private MpxjTimes() {
    }

    public static void main(String[] arguments) {
        double seconds = Double.parseDouble(arguments[0]);
        for (int i = 1; i < arguments.length && seconds > 0; i++) {
            times(arguments[i], seconds, LEAST_RUNS);
        }
        for (int i = 1; i < arguments.length; i++) {
            System.out.println("times\t" + times(arguments[i], seconds, seconds > 0 ? LEAST_RUNS : 1));
        }
        System.exit(0);
    }

    private static String times(String file, double seconds, int leastRuns) {
        double[] best = {Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY};
        String wrong = "";
        try {
            long end = System.nanoTime() + (long) (seconds * 1e9);
            for (int runs = 0; runs < leastRuns || System.nanoTime() < end; runs++) {
                run(new File(file), best);
            }
        } catch (Exception error) {
            wrong = String.valueOf(error).replaceAll("\\s+", " ");
        }
        return best[0] + "\t" + best[1] + "\t" + wrong;
    }

    private static void run(File file, double[] best) throws Exception {
        long began = System.nanoTime();
        ProjectFile project = new UniversalProjectReader().read(file);
        best[0] = Math.min(best[0], (System.nanoTime() - began) / 1e9);

        ProjectProperties properties = project.getProjectProperties();
        boolean primavera = "Primavera".equals(properties.getFileApplication());
        LocalDateTime planned = primavera ? properties.getPlannedStart() : null;
        LocalDateTime start = planned != null ? planned : properties.getStartDate();
        Scheduler scheduler = primavera ? new PrimaveraScheduler() : new MicrosoftScheduler();
        began = System.nanoTime();
        scheduler.schedule(project, start);
        best[1] = Math.min(best[1], (System.nanoTime() - began) / 1e9);
    }
}
