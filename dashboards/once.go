package dashboards

// once returns what was made for the key before at this data version, or makes
// it: another language or theme asks the store nothing. What fails is made
// anew the next time.
func once[T any](d *directory, key string, produce func() (T, error)) (T, error) {
	d.mu.Lock()
	known, ok := d.made[key].(T)
	d.mu.Unlock()
	if ok {
		return known, nil
	}
	made, err := produce()
	if err != nil {
		return made, err
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.made == nil || len(d.made) >= maxFindings {
		d.made = map[string]any{}
	}
	d.made[key] = made
	return made, nil
}
